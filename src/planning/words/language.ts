import type { EnablerType } from '../../domain/plan.ts';

/** What a word for a piece of work can mean. Work other than the four kinds becomes a story or an enabler. */
export type WorkWord =
  | 'EPIC'
  | 'FEATURE'
  | 'STORY'
  | 'ENABLER'
  | 'TASK'
  | 'SPIKE'
  | 'BUG'
  | 'TEST'
  | 'REQUIREMENT';

/** Fields that a label, a column or a `Key: value` line can name. */
export type FieldName =
  | 'criteria'
  | 'points'
  | 'estimate'
  | 'priority'
  | 'status'
  | 'labels'
  | 'dependencies'
  | 'blocks'
  | 'description'
  | 'title'
  | 'key'
  | 'type'
  | 'parent'
  | 'role'
  | 'want'
  | 'benefit'
  | 'tasks'
  /** What must hold before work counts as done. */
  | 'done'
  | 'notes'
  | 'attribute'
  | 'enablerType';

/**
 * One language's words, without accents and in lower case, apart by semicolons. In the lists that are searched for in a
 * text a star stands for letters that may follow or stand before: `risk*`, `*backlog`.
 */
export interface LanguageWords {
  /** How letters are typed where a keyboard lacks them: “ae” for “ä”. Words are known in both spellings. */
  readonly otherLetters: Readonly<Record<string, string>>;
  readonly work: Readonly<Partial<Record<WorkWord, string>>>;
  /** Those of the words for tasks that name a bundle of them. */
  readonly workPackages: string;
  /** Whether the area of a piece of work stands behind the word for it: “historia de administrador 1”. */
  readonly areasFollow: boolean;
  readonly fields: Readonly<Partial<Record<FieldName, string>>>;
  /** Beside a word for an epic or a feature they make a label name the parent: “Epic link”. */
  readonly parentLinks: string;
  /** What a tracker's export puts around the name of a column: “Custom field (Epic Link)”. */
  readonly customFields: string;
  /** Words that may stand beside a kind word in a heading that only contains items. */
  readonly containers: string;
  readonly timeBoxes: string;
  /** What is one only with its number: “Tag 3”, “第3天”; a product may have a “Tag”. */
  readonly days: string;
  /** Beside a time box, which one it is: “current iteration”, “fase actual”. */
  readonly relativeTimes: string;
  /** Headings beside the plan, below which only marked work is planned. */
  readonly otherMatters: string;
  /** Headings below which not even marked work is: what is not to be done, patterns, looks back, voices of users. */
  readonly closedMatters: string;
  /** What a product shows, answers and keeps: a list of it plans nothing. */
  readonly interfaces: string;
  /** The list of a document's own headings. */
  readonly contents: string;
  /** What may stand beside such a word: “Persona definitions”, “List of personas”. */
  readonly framings: string;
  /** How work is to be written, beside a word for it: “Structure of user stories”. */
  readonly formats: string;
  /** Matters beside the plan that a product may have as well: shops have wish lists. */
  readonly productParts: string;
  /** Headings that hold items but name no piece of the product. */
  readonly genericHeadings: string;
  /** Joins a container and the item that it belongs to: “Stories for …”. */
  readonly belongsTo: string;
  /** What may stand between such a word and the kind: “of the epic”. */
  readonly articles: string;
  /** All that a document plans: “the project”. */
  readonly wholes: string;
  /** What people call those who build: “Squad Blue”, “Platform team”. */
  readonly teams: string;
  /** The same for those who want something: “Group management roles”. */
  readonly roleNames: string;
  /** All who want something: “Actors”. “Users” may as well be a piece of the product. */
  readonly actors: string;
  /** One of those who build or want something: “Admin”. Several, “Customers”, may be a piece of the product. */
  readonly people: string;
  /** Regular expressions, over folded text, that a story sentence begins with. */
  readonly sentences: readonly string[];
  /** The same for its beginning, which names who wants something: “As a guest”. It may begin another sentence as well. */
  readonly roles: readonly string[];
  /** A regular expression, over a whole folded label, for asking when work is done: “How we know it is done”. */
  readonly criteriaQuestion: string;
  readonly given: string;
  /** Begins the step of a scenario that says when something happens. */
  readonly scenarioWhen: string;
  readonly scenarioThen: string;
  /** Begins any other step. */
  readonly scenarioAnd: string;
  readonly scenario: string;
  readonly priorities: Readonly<Partial<Record<1 | 2 | 3 | 4, string>>>;
  readonly pointUnits: string;
  readonly timeUnits: string;
  /** What the work of one person in a time is called, shortened as well: “PT”, “j.h”. */
  readonly labourUnits: string;
  readonly none: string;
  /** Those of them, or others, that answer a question: “Parallel safe: no”. */
  readonly noAnswers: string;
  readonly yesAnswers: string;
  /** What may stand beside “none” and a time box in the place of a title: “none planned this sprint yet”. */
  readonly forNow: string;
  readonly totals: string;
  /** Keeps a place free in a plan and is no work: “Buffer”. */
  readonly fillers: string;
  /** What may be said of how a piece of work stands. */
  readonly statuses: string;
  /** Those of them that name things as well, such as “Livré” and “Livre”: alone they head no column. */
  readonly statusNouns: string;
  /** Says of a cell that it is as the one above. */
  readonly dittos: string;
  /** Headings over an account of how the work went on, of which the last word counts. */
  readonly logs: string;
  /** Searched for: a list of what is to be done, whatever stands beside it. */
  readonly backlogs: string;
  /** Searched for: a table of stories below what they serve. */
  readonly storyMaps: string;
  /** What somebody does with a product, told step by step; and the letters that its numbers begin with. */
  readonly useCases: string;
  readonly useCaseKeys: string;
  /** In front of a name in a story map: what people want to do, which its steps serve. */
  readonly mapActivities: string;
  readonly mapSteps: string;
  /** Begins a heading over what is not to be done. */
  readonly exclusions: string;
  /** What a priority calls that is not made this time: “Won't have”. */
  readonly unwanted: string;
  /** Begins a heading over what came to the plan later: “Added in March”. */
  readonly additions: string;
  /** Begins a heading over what is done already or may be done later: “Done in October”, “Postponed to next year”. */
  readonly standings: string;
  /** Columns of tables that plan nothing: risks, terms, tests. */
  readonly foreignColumns: string;
  /** Names of columns whose numbers are points where what stands above them speaks of estimates: “Anna | Bo | Agreed”. */
  readonly agreedColumns: string;
  /** What a column of a table calls the work that each row is; elsewhere it may be any text. */
  readonly workColumns: string;
  /** Names of columns that say of features what epic they serve. */
  readonly themeColumns: string;
  /** Names of columns whose keys say what must be done before the row, and whose texts may say anything: “Needs”. */
  readonly needColumns: string;
  /** Stands beside problems and not beside pieces of work that are called alike. */
  readonly problemColumns: string;
  /** Heads the names in a table of one item's fields: “Field | Value”. */
  readonly fieldColumns: string;
  /** Heads the values in such a table. */
  readonly valueColumns: string;
  /** A step of an outline: “Level 1”. */
  readonly levels: string;
  /** The same as headings count it: “Heading 1”. */
  readonly headings: string;
  /** Says that one thing is another: “Level 1 is an epic”. */
  readonly equals: string;
  readonly indefiniteArticles: string;
  /** Heads a file of scenarios, and is no criterion. */
  readonly gherkinHeads: string;
  /** Heads the rows of data that a scenario is told for. */
  readonly scenarioExamples: string;
  /** Stands with a number in front of a criterion: “AC1: …”. */
  readonly criterionMarks: string;
  /** Searched for: the column of a table of criteria that tells them. */
  readonly criterionColumns: string;
  /** Ends in a point that ends no sentence: “e.g.” */
  readonly abbreviations: string;
  /** Begins the part of a story's sentence that says who wants something. */
  readonly storyRoles: string;
  /** Ends that part where it says so behind the role. */
  readonly storyRoleEnds: string;
  /** The same for what is wanted. */
  readonly storyWants: string;
  /** The same for what it is good for. */
  readonly storyBenefits: string;
  /** What else a wish below “As a guest” begins with. */
  readonly wishes: string;
  /** Searched for: says of work that it is technical. */
  readonly technical: string;
  /** Searched for: says of a feature that it serves the business. */
  readonly business: string;
  /** Says of an estimate that it is one of time. */
  readonly durations: string;
  /** What a short word may end with in another of its forms. */
  readonly endings: string;
  /** Stands beside a word for criteria and changes nothing: “Main acceptance criteria”. */
  readonly qualifiers: string;
  /** Stands where a title is still to be written. */
  readonly placeholders: string;
  /** Names what is wrong with the product and nothing else, where “error” may be what a screen shows. */
  readonly defects: string;
  /** Says of a title or of criteria that they are still to be written. */
  readonly undecided: string;
  /** Searched for: speaks of a kind of enabling. */
  readonly enablerTypes: Readonly<Record<EnablerType, string>>;
  /** Searched for in the title of an enabler: what the work of a kind of enabling is about. */
  readonly enablerSubjects: Readonly<Record<Exclude<EnablerType, 'ARCHITECTURE'>, string>>;
  /** Joins two things. */
  readonly ands: string;
  /** Joins to things what belongs to them: “stories with their criteria”. */
  readonly alongWith: string;
  readonly theirs: string;
  /** Stands behind what something belongs to: “US-7's criteria”. */
  readonly possessives: string;
  /** Says behind a thing that another one depends on it, as verbs at the end of a sentence do. */
  readonly dependsBehind: string;
  /** Says of something that it holds for all of a kind: “Each item has”. */
  readonly each: string;
  readonly all: string;
  /** Says behind a thing that another one is that, as verbs at the end of a sentence do. */
  readonly equalsBehind: string;
  /** What the entries of a list are called: “Each bullet is a story”. */
  readonly listEntries: string;
  /** The same for what stands on a board, or in a list or below headings that were copied from one. */
  readonly boardCards: string;
  readonly tableRows: string;
  /** Says with what may stand behind it where such things are: “Each card on this board”. */
  readonly placesBelow: string;
  readonly ors: string;
  /** Stands between the ends of a range: “US-1 to US-4”. */
  readonly upTo: string;
  readonly prepositions: string;
  /** Goes on with a word for several pieces of work, as prepositions do: “Tasks before the release”, “Tasks that we found”. */
  readonly goesOn: string;
  /** Says that what it stands beside is listed next: “the following stories”. */
  readonly following: string;
  /** Searched for: what a meeting did with what it lists: “Stories discussed”. */
  readonly dealtWith: string;
  /** Searched for: a heading speaks about work and lists none, or lists what is not to be done. */
  readonly speaksAbout: string;
  /** Stands with a number in front of what is talked about in a meeting. */
  readonly agendaPoints: string;
  /** Searched for: words for several pieces of work, in languages that tell them from the word for one. */
  readonly plurals: string;
  /** Searched for: words for one or for several, where the script has spaces; others tell no plural. */
  readonly unchangedPlurals: string;
  /** Says that a number follows or stands below: “Epic no. 3”. */
  readonly numbers: string;
  /** The same for a key. */
  readonly identifiers: string;
  /** Stands beside the word for a kind of work whose title a column holds: “Story name”. */
  readonly names: string;
  /** The same beside the word for a kind of work alone: “Story code”. */
  readonly codes: string;
  /** Stands before the number of an issue: “see #12”. */
  readonly references: string;
  /** What a tracker calls any piece of work, and others a problem: it stands before numbers and over titles. */
  readonly issues: string;
  /** The same, and never a problem. */
  readonly tickets: string;
  /** From one on. */
  readonly numerals: string;
  /** How well a product works, by which wishes that are no function of it are sorted. */
  readonly qualities: string;
  /** The crafts by which a team sorts its tasks, whatever these are for. */
  readonly disciplines: string;
  /** What a look back at work that is over is called, and what that is marked by. */
  readonly retrospectives: string;
  /** Ends the name of a matter beside the plan whose other words speak of plans too: “Project risks”. */
  readonly firmMatters: string;
  /** What calls work that is still to be done, as a heading does. */
  readonly toDo: string;
  /** Searched for: what a document is called that lists what is to be done. */
  readonly plans: string;
  /** Searched for: what a document or a heading is called whose lists plan nothing. */
  readonly noPlans: string;
  /** Searched for: what a document is called that tells what was built. */
  readonly releaseNotes: string;
  /** Searched for: a heading speaks of the plan, whatever stands beside them. */
  readonly planTerms: string;
  /** What a product does with what such a word names: “Sprint management” is a piece of it. */
  readonly managing: string;
  /** Searched for: the same beside words that speak of plans too; alone they may name a piece of the product. */
  readonly documentTerms: string;
  /** Is the last word of a heading over a view of the whole. */
  readonly overviews: string;
  /** Begins or ends a heading over what is of one priority. */
  readonly priorityHeadings: string;
  /** Searched for: says of tasks that they are the steps of an item. */
  readonly subordinates: string;
  /** Stands with a number in front of the name of a piece of the product: “Module A: Checkout”. */
  readonly parts: string;
  /** Headings of the page that presents a product. */
  readonly productPages: string;
  /** Searched for: stands behind people who want something: “Developer goals”. */
  readonly personNeeds: string;
  /** What a word for people may end with that is missing in another of its forms: “Developers”. */
  readonly personEndings: string;
  /** Says of a number that it is no exact one. */
  readonly about: string;
  /** Units of points that stand behind a title without a sign between them. */
  readonly pointSigns: string;
  /** How hard something is: points, where the document speaks of their scale. */
  readonly difficulties: string;
  /** Stands in front of the text of an item and says no more of it: “Description: …”. */
  readonly textLabels: string;
  /** Searched for: says that a document estimates in points. */
  readonly pointScales: string;
  /** Stands with a number behind a title and says when it is built: “(Sprint 3)”, “(Weeks 3-4)”. */
  readonly stages: string;
  /** Stands in brackets or behind a pictograph at the end of a title and is no part of it. */
  readonly badges: string;
  /** Says behind a pictograph at the end of a title that the work is still to come: “⚠️ FUTURE”. */
  readonly toCome: string;
  /** Modal verbs that rank what they speak of: “must land”. */
  readonly modals: string;
  /** Searched for: the verb of a sentence that states what a product must do. */
  readonly obligations: string;
  /** Searched for: the verb of a sentence that states what a product or its users can do. */
  readonly permissions: string;
  /** What begins such a sentence: “The system” shall. */
  readonly statedSubjects: string;
  /** Ends the name of a column whose verb stands before its subject: “möchte ich”. */
  readonly subjectsBehind: string;
  /** Letters that a key begins with: “HU-12” of “historia de usuario”. */
  readonly keyPrefixes: Readonly<Partial<Record<WorkWord, string>>>;
  /** Of those, what means other things as often: it needs a series or a heading that says so. */
  readonly openPrefixes: string;
  /** Of those, what may stand apart from its number: “US 7”. */
  readonly spacedPrefixes: string;
}
