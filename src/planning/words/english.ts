import type { LanguageWords } from './language.ts';

export const english = {
  otherLetters: {},
  work: {
    EPIC: 'epic; epics; portfolio epic; portfolio epics; business epic; business epics; solution epic; program epic; programme epic',
    FEATURE:
      'feature; features; capability; capabilities; business feature; enabler feature; feature specification; feature spec',
    STORY:
      'story; stories; user story; user stories; userstory; userstories; job story; job stories; product backlog item; product backlog items; backlog item; backlog items; pbi; pbis; technical story; technical stories; tech story',
    ENABLER:
      'enabler; enablers; architecture enabler; architectural enabler; infrastructure enabler; technical debt enabler; tech debt enabler; research enabler; exploration enabler; compliance enabler; enabler story; enabler stories; technical enabler; technical enablers; tech debt; technical debt; enabler epic',
    TASK: 'task; tasks; chore; chores; technical task; technical tasks; work item; work items',
    SPIKE: 'spike; spikes',
    BUG: 'bug fix; bug fixes; bugfixes; bug; bugs; defect; defects; bugfix',
    TEST: 'test; test case; test cases',
    REQUIREMENT:
      'requirement; requirements; functional requirement; functional requirements; business requirement; business requirements',
  },
  workPackages: 'work package; work packages',
  areasFollow: false,
  fields: {
    criteria:
      "validation criteria; verification criteria; acceptance criteria; acceptance criterion; acceptance criteria (ac); ac; acs; a/c; acceptance; acceptance tests; acceptance test; acceptance scenarios; acceptance conditions; conditions of satisfaction; condition of satisfaction; cos; success criteria for story; criteria of success; criteria for success; success conditions; conditions of success; conditions for success; criteria; acceptance scenario; conditions of acceptance; satisfaction conditions; done when; it is done when; accepted when; accepted if; acceptance criteria are; we know it is done when; we know it works when; we know we are done when; works when; scenarios; acceptance checks; acceptance checklist; acceptance points; acceptance themes; acceptance highlights; must be true; story acceptance criteria; satisfaction criteria; criteria of satisfaction; criteria for satisfaction; done if; done once; done means; done means that; it's done when; it is done if; it is done once; this is done when; it works when; we are done when; we're done when; we are happy when; we're happy when; we are happy if; we will be happy when; we will be happy if; success looks like; what success looks like; how we will know; how we'll know; how will we know",
    points:
      'story points; story point; points; point; sp; pts; story points estimate; estimate (points); estimate (sp); estimated points; est. (pts); est (pts); estimation (sp); effort (sp); effort (points); size (sp); size (points); story pts; effort points; story points (sp); estimated story points; storypoints; estimate (story points); complexity points; estimation points; fibonacci',
    estimate:
      'estimate; estimation; effort; est; est.; size; sizing; estimated effort; effort estimate; estimates; complexity; original estimate; t-shirt size; time estimate; duration',
    priority:
      'priority; prio; moscow; importance; moscow priority; urgency; pri; priority level; priority (moscow)',
    status: 'status; state; progress; current status',
    labels: 'labels; label; tags; tag; component; components; area; keywords',
    dependencies:
      'depends on; depend on; dependencies; dependency; prerequisites; prerequisite; blocked by; requires; depends; depends upon; dep; deps; preceded by; predecessors; predecessor; dependent on; is blocked by; is dependent on; waits for; waiting for',
    blocks: 'blocks; blocking; is required by; required by; enables; successors',
    description:
      'description; story; user story; summary description; details; narrative; user story statement; story statement; statement; overview; desc; context; goal; epic goal; objective; what; epic description; feature description; story description; background; why; value; epic statement; feature statement; hypothesis; benefit hypothesis; business value; rationale; purpose',
    title:
      'title; name; summary; item; subject; story title; story name; feature name; epic name; feature title; epic title; backlog item; work item; functionality; item name; task name; user story title; headline; short name; enabler name; task title; work item title; requirement name; issue; heading; short title',
    key: 'id; key; ref; ref.; reference; no; no.; #; nr; number; issue key; story id; epic id; feature id; us id; us #; item id; ticket; ticket id; jira; jira key; jira id; user story id; story #; story no; story no.; task id; req id; requirement id; us; identifier; id #; work item id; enabler id; code; s/n; sl no; sr no; issue id; us no; story number; seq; pbi id; pbi #; backlog id; story key',
    type: 'type; issue type; work item type; item type; kind; level; issuetype; category type; story type; backlog item type; ticket type; data type; datatype',
    parent:
      'parent; parent id; parent link; epic link; parent key; feature; parent epic; parent feature; epic / feature; epic/feature; related epic; belongs to; part of; parent item; epic name; feature id; epic id; linked epic; parent issue; parent summary; parent title; parent name; related to (epic id); related epic id',
    role: 'as a; as a/an; as an; as; role; user role; persona; actor; user; who; as a <role>; user type; as a [role]; as a(n); as a (role)',
    want: 'i want; i want to; i need; i need to; want; goal; action; what; i want to be able to; i can; i should be able to; i would like; i would like to; i would like to be able to; i want to (goal); i want to [goal]',
    benefit:
      'so that; so that i can; benefit; so i can; reason; in order to; so; why; so that (benefit); so that [benefit]; business value; value',
    tasks:
      'tasks; subtasks; sub-tasks; tasks / subtasks; technical tasks; implementation tasks; todo; to do; to-do; implementation steps; steps; development tasks; task breakdown; sub tasks; checklist; engineering tasks',
    done: 'definition of done; dod; definition of done (dod); success criteria; exit criteria',
    notes:
      'notes; note; technical notes; implementation notes; comments; comment; dev notes; additional notes; remarks; assumptions; out of scope; in scope; scope; open questions; questions; risks; definition of ready; dor; technical details; design; design notes; references; links; ui/ux; mockups; wireframes; testing; test plan; test notes; test scenarios; test cases; deliverables; deliverable; files; api; data model; edge cases; error handling; non-functional requirements; functional requirements; requirements; independent test; why this priority; success metrics; metrics; kpis; implementation; technical approach; constraints; business rules; validation rules; example; examples; security; performance; approach; technical considerations; considerations; ux notes; story notes; verification; rollback; security considerations; integration verification; technical requirements',
    attribute:
      'sprint; assignee; owner; assigned to; iteration; team; release; version; target release; due; due date; start; end; start date; end date; reporter; created; updated; author; date; risk; wsjf; phase; milestone; quarter; pi; timeline; target; lead; product owner; stakeholder; stakeholders; business value score; rice; confidence; reach; impact; source; fix version; actual; hours; estimated hours; days; sprint #; sprint number; business owner; file; module; page; cost',
    enablerType: 'enabler type; type of enabler; enabler category',
  },
  parentLinks: 'link; links; parent; linked; related; associated; owning',
  customFields: 'custom field',
  containers:
    'incomplete; unfinished; known; use cases; use case; description; descriptions; list; backlog; overview; breakdown; summary; table; product; details; detail; detailed; map; all; index; and; &; of; the; our; items; initial; index; release; project; section; catalog; catalogue; inventory; structure; hierarchy; with; by; acceptance criteria; prioritized; prioritised; planned; proposed; definition; definitions; registry; set; tracker; tracking; progress; status; plan; planning; refined; mvp; new; included; related; child; scope; committed; key; core; main; mapping; decomposition; estimation; estimates; priority; points; full; complete; current; remaining; future; roadmap; sprint; in this; this; agile; team; board; work; stretch; objectives; nice-to-have; nice to have; must-have; must have; should-have; should have; could-have; could have; optional; additional; extra; bonus; further; other; post-mvp; upcoming; advanced; enhanced; priorities; prioritization; prioritisation; final; finalized; finalised; approved; agreed; to be implemented; to implement; to be built; to build; to be developed; to develop; to be delivered; to come',
  timeBoxes:
    'sprint; phase; iteration; milestone; release; pi; program increment; week; month; quarter; q1; q2; q3; q4; version; wave; increment; stage; now; next; later; mvp; day; step; part; cycle; year; v1; v2; v3; ip sprint; sprint backlog; sprint scope; slice; short term; short-term; near term; near-term; mid term; mid-term; medium term; medium-term; long term; long-term',
  days: 'day',
  relativeTimes: 'current; this; next; previous; last; upcoming',
  otherMatters:
    'benefits; key benefits; advantages; change history; change record; amendment history; document control; change control; risk; risks; objectives; pi objectives; goals; rules; revision history; change log; changelog; document history; version history; references; appendix; assumptions; stakeholders; metrics; success metrics; kpis; kpi; meeting notes; open questions; questions; decisions; team; team capacity; capacity; velocity; budget; timeline; schedule; contacts; architecture; tech stack; technology stack; introduction; purpose; background; vision; product vision; risks and mitigations; risk register; risks & mitigations; risks & dependencies; roam; traceability matrix; coverage map; requirements coverage map; fr coverage map; constraints; success criteria; dependencies; competitors; market; testing strategy; test strategy; test plan; deployment; monitoring; rollout; communication; communication plan; ceremonies; sign-off; signoff; approval; approvals; non-functional requirements; nfr; nfrs; business rules; data model; key entities; clarifications; review checklist; execution status; release criteria; exit criteria; quality gates; roles; roles and responsibilities; action items; estimation summary; point summary; working agreement; working agreements; notes; implementation strategy; dependencies & execution order; requirements inventory; edge cases; user journeys; statistics; okrs; okr; business objectives; business goals; learning goals; learning objectives; development goals; learning & development goals; learning and development goals; product goal; sprint goal; sprint goals; participants; attendees; apologies; minutes; next meeting; next steps; ideas; parking lot; ideas parking lot; decision log; decisions so far; meeting actions; agenda; blockers; blocking issues; impediments; impediment; follow-ups; follow ups; open points; pending decisions; cross-team dependencies; team dependencies; dependencies between teams; external dependencies; non-functional; nonfunctional; non functional; nonfunctional requirements; non functional requirements; quality attributes; quality requirements; current state; current state analysis; current state assessment; present state; as-is; as-is state; as-is analysis; reference links; useful links; related links; related documents; further reading; required resources; resources needed; necessary resources; cautions; points to note; important notes; conclusion; conclusions; closing remarks; decisions to make; decisions to be made; decisions needed; open decisions',
  closedMatters:
    'rubric; rubrics; grading rubric; marking rubric; marking scheme; grading scheme; glossary; definition of done; definition of ready; personas; user personas; persona; out of scope; non-goals; story format; user story template; user story format; template; templates; how to; instructions; guidelines; legend; conventions; estimation guide; estimation scale; story point scale; abbreviations; acronyms; terminology; lessons learned; release notes; what went well; what could be improved; definition of terms; parallel example; format; path conventions; priority legend; not doing; not planned; not in scope; not in this release; not included; descoped; rejected ideas; future ideas; future enhancements; future work; future considerations; later ideas; wishlist; wish list; deferred ideas; labels; label guide; labels guide; label definitions; issue types; item types; work item types; ticket types; types of work',
  interfaces: 'screen; screens; ui screens; endpoint; endpoints; api endpoints; database tables',
  contents: 'table of contents; contents; toc',
  framings: 'definition; definitions; list; overview; profile; profiles',
  formats: 'format; structure; anatomy; syntax; template; rules; guidelines; conventions; standards',
  productParts: 'wishlist; wish list; waiting list; order list; glossary; release notes; labels',
  genericHeadings:
    "cross-cutting; cross cutting; platform-wide; issues; technical work; technical topics; engineering; ux; ui; ux/ui; ui/ux; ux design; user experience; design; planning; strategy; structure; project; agile; methodology; stretch; carry-over; carry over; carried over; spillover; leftover; must have; should have; could have; won't have; won't-have; wont have; wont-have; must; should; could; nice to have; nice-to-have; high priority; medium priority; mid priority; low priority; critical; highest; higher; high; medium; mid; low; lower; lowest; mvp; functional requirements; functional; requirements; scope; in scope; overview; summary; introduction; description; details; todo; to do; to-do; upcoming; roadmap; product roadmap; product backlog; sprint backlog; sprint planning; icebox; ice box; ice bucket; parking lot; plan; project plan; general; other; others; misc; miscellaneous; additional; work breakdown; implementation plan; work items; p0; p1; p2; p3; specification; requirements specification; user scenarios & testing; user scenarios and testing; user scenarios; use cases; product requirements; prd; brd; frd; srs; rfc; adr; product requirements document; release plan; release planning; progress; status; changes; phases; sprints; technical; table; tables; priorities; delivery plan; milestones; iterations; frontend; backend; stretch goals; committed; uncommitted; solution; deliverables; detailed requirements; user requirements; story map; estimates; estimation; functional scope; story mapping; user story mapping; user story map; qa; uat; will not have; would have; work plan; implementation roadmap; development plan; development roadmap; action plan; initial backlog; later items; future; optional; for later; in the future; user driven; user-driven; feature driven; feature-driven; business driven; business-driven",
  belongsTo: 'for; of; under; in; belonging to',
  articles: 'the; this; that; our',
  wholes: 'project; product; initiative; program; programme',
  teams: 'team; squad; tribe',
  roleNames: 'role; roles; responsibility; responsibilities',
  actors: 'actor; actors; target users; target audience; target group; target groups; user types',
  people:
    'user; customer; admin; administrator; guest; visitor; editor; reviewer; reporter; vendor; seller; buyer; moderator; member; owner; developer; engineer; tester; designer; analyst; student; teacher; patient; nurse; employee; supervisor; organizer; organiser; volunteer; commander; dispatcher; clerk; maintainer; stakeholder; subscriber; author; approver; auditor; coordinator; technician; commuter; tourist; resident; tenant; landlord; shopper; merchant; officer; dev; cashier; mentor; mentee; secretary; doctor; driver; trainer; coach; instructor; receptionist; accountant; attendee; participant; candidate; recruiter; applicant; freelancer; librarian',
  sentences: [
    "as (?:an? |the |any )?(?:\\S+[ ,]+){1,14}?i(?: (?:want|need|can|would|should|must|wish|expect|will|have|may|do|am|could|like|might|don.?t|also|only)\\b|['’]d\\b)",
    'as (?:an? (?!(?:result|rule|consequence)\\b)|any )[^.]{2,80}?, (?:we|they|he|she|one|you) (?:wants?|needs?|would|can|should)\\b',
    'as an? (?!(?:result|rule|consequence|first|next|last|final|start|step|whole|side|matter)\\b)(?:\\S+ ){1,4}?we (?:want|would like|wish) to\\b',
    'i,? as (?:an? |the )[^.,]{2,40}?,? (?:want|need|can|would|should|must|wish|have to)\\b',
    'when [^.]{5,120}, i want',
    'in order to .{3,120}, as an? ',
    'i want .{3,160} so that',
  ],
  roles: ['as (?:an? |the |any )[^.,]{2,60}'],
  criteriaQuestion:
    "how (?:(?:do|will|can|would) )?(?:we|you|i)(?:'ll| will| can)? (?:know|tell|see)(?: (?:that|when|if|whether))? (?:it|this|that|we|everything|the (?:story|feature|work|task|item))(?:'s|'re| is| are)? (?:all )?(?:done|finished|complete|completed|ready|working|works|worked)",
  given: 'given',
  scenarioWhen: 'when',
  scenarioThen: 'then',
  scenarioAnd: 'and; but',
  scenario: 'scenario; scenario outline; example',
  priorities: {
    1: 'urgent; critical; highest; blocker; very high; must; must have; must-have; musthave; p0; asap; m; mandatory; necessary; essential; showstopper; immediate',
    2: 'high; p1; should; should have; should-have; major; important; h; s',
    3: 'medium; normal; p2; could; could have; could-have; med; moderate; average; mid; c; standard',
    4: "low; lower; lowest; p3; p4; p5; minor; trivial; nice to have; nice-to-have; won't; won't have; won't-have; wont; wont have; wont-have; optional; l; w; very low; will not have; if time allows; if time permits; time permitting",
  },
  pointUnits: 'points; point; pts; pt; sp; sps; story points; story point',
  timeUnits:
    'h; hr; hrs; hour; hours; d; day; days; w; week; weeks; min; minutes; month; months; pd; person days; person-days; man-days; md; sprint; sprints; mins; person-day',
  labourUnits:
    'pd; md; pm; person days; person-days; man-days; man days; person months; person hours; man-hours; man hours; working hours; work hours; working days; work days; workdays',
  none: 'none; n/a; na; -; –; —; nothing; no; tbd; nil; no dependencies; not estimated; not yet estimated; unestimated; no estimate; to be estimated; ?; to be defined; to be determined; to be decided; tba; tbe; needs estimate; needs estimation; estimate pending',
  noAnswers: 'no; n; false',
  yesAnswers: 'yes; y; true',
  forNow: 'yet; so far; currently; at present; for now; at the moment; planned; foreseen; current; next',
  totals:
    'total; totals; sum; subtotal; grand total; overall; load; total load; capacity; total capacity; remaining capacity; free capacity; capacity left; velocity; used / free; σ',
  fillers:
    'buffer; reserve; contingency; contingency buffer; slack; spare; spare capacity; time buffer; unplanned work',
  statuses:
    'all done; all completed; all complete; all met; all passed; done; complete; completed; incomplete; in progress; wip; todo; to do; to-do; planned; blocked; open; closed; ready; ready for dev; in review; review; not started; draft; new; pending; deferred; implemented; cancelled; canceled; dropped; abandoned; finished; active; approved; accepted; resolved; shipped; released; in development; testing; in testing; on hold; backlog; proposed; not done; partially done; partially complete; partially completed; partly done; partial; started; delivered; ongoing; obsolete; superseded; ready for development; ready for test; ready for testing; ready for qa; ready for review; ready for release; ready for deployment; ready to deploy; doing; in analysis; in design; in refinement; in dev; in test; in qa; in uat; in acceptance; in code review; in staging; selected for development; waiting; waiting for approval; waiting for review; waiting for customer; waiting for feedback; awaiting review; awaiting approval; awaiting feedback; to review; to test; to be done; up next; next up; work in progress; upcoming; refined; verified; merged; deployed; archived; parked; in production',
  statusNouns: '',
  dittos: 'same; same as above; as above; see above; ditto; do.; idem; ibid; ibid.; ibidem; id.',
  logs: 'log; progress log; work log; status log; activity log; sprint log; logbook; journal; diary; history; standups; stand-ups; standup notes; status updates; updates; weekly updates; progress updates; progress reports; status reports; status report; progress report',
  storyMaps: 'story map; story mapping',
  useCases: 'use case; use-case; usecase',
  useCaseKeys: 'uc',
  mapActivities: 'activity; user activity; backbone activity',
  mapSteps: 'step; user step; task; user task',
  backlogs: '*backlog; *backlogs; sprint scope',
  unwanted: "won't have*; won't-have*; wont have*; wont-have*; will not have*; won't; wont; won't haves",
  exclusions:
    "out of scope; out of the scope; not in scope; not in the scope; outside scope; outside the scope; non-goals; not doing; excluded; excluded from; removed; rejected; declined; withdrawn; won't do; wont do; will not do; won't have; won't-have; wont have; wont-have; will not have; won't haves; not in this; taken out of; cut from; discarded; struck out",
  additions: 'added; additions; late additions; later additions; new additions; late arrivals; latecomers',
  standings:
    'not ready; not yet ready; too big; too large; to be split; needs splitting; needs input; needs clarification; discussed; already done; already completed; already implemented; already delivered; already built; already shipped; done; completed; finished; delivered; shipped; postponed; deferred; delayed; put off; carried over; parked; maybe; perhaps; someday; stretch; if time permits; if time allows; if we have time; if there is time; time permitting; if we get to it',
  foreignColumns:
    'email; e-mail; email address; customer email; phone; phone number; risk; risks; mitigation; mitigations; probability; likelihood; metric; kpi; term; definition; responsibility; responsibilities; milestone; objective; persona; change; decision; assumption; test case; test cases; competitor; expected result; steps; endpoint; method; variable; version; goal; week; question; answer; technology; layer; environment; capacity; velocity; planned points; key result; color; colour; field; property; parameter',
  agreedColumns: 'agreed; consensus; final; final estimate; agreed estimate; result; outcome; decision',
  workColumns: 'work content; work description; scope of work; description of work',
  themeColumns: 'theme; themes; strategic theme',
  needColumns: 'needs; need; after; follows; comes after; pred; preds',
  problemColumns:
    'severity; impact; resolution; root cause; cause; causes; workaround; fix; solution; symptom; symptoms; recommendation; consequence; consequences; remedy; since; raised; raised on; raised by; date raised; mitigation',
  fieldColumns:
    'attribute; attributes; field; fields; property; properties; key; detail; aspect; field name; attribute name; property name',
  valueColumns: 'value; values; detail; details; description; content; field value; entry',
  levels: 'level; lvl; tier',
  headings: 'heading; headings; h',
  equals: 'is; are; was; were',
  indefiniteArticles: 'a; an',
  gherkinHeads: 'feature; background; rule',
  scenarioExamples: 'examples; scenarios',
  criterionMarks: 'ac; a/c; acceptance criterion; acceptance criteria; criterion; scenario ac',
  criterionColumns: '*criteri*; *description*; *expected*',
  abbreviations: 'e.g; i.e; vs; incl; approx; cf; resp; esp; mr; mrs; ms; dr; prof',
  storyRoles: 'as',
  storyRoleEnds: '',
  storyWants: 'i want',
  storyBenefits: 'so that; in order to',
  wishes: 'i need; i can; i would; i should; i wish',
  technical: '*techni*',
  business: '*business*',
  durations: 'time; duration',
  endings: 's; es; ed; er; ers; ing; ings; ment; ments; al; ion; ions',
  qualifiers:
    'minimum; minimal; main; key; primary; core; important; essential; detailed; full; initial; draft; high-level; high level; agreed; proposed; highlights; highlight',
  placeholders: 'title; name',
  defects: 'bug; bugs; bugfix; bugfixes; defect; defects',
  undecided:
    'tbd; tba; tbc; todo; to be defined; to be determined; to be decided; to be written; to be added; to be confirmed; to be agreed; to define; not yet defined; not defined; not defined yet',
  enablerTypes: {
    INFRASTRUCTURE: '*infrastru*; *devops*; *ci/cd*; *pipeline*',
    TECHNICAL_DEBT:
      '*technical debt*; *technical-debt*; *tech debt*; *tech-debt*; *techdebt*; *refactor*; *re-factor*',
    RESEARCH: '*research*; *spike*; *explor*; *discovery*; poc; proof of concept; *evaluat*',
    ARCHITECTURE: '*architec*',
  },
  enablerSubjects: {
    INFRASTRUCTURE:
      'staging*; test environment*; test system*; backup*; back-up*; server; servers; network; networks; wi-fi; wifi; 4g; 5g; lte; vpn; dns; hosting; monitoring; observability; alerting; central logging; data cent*; datacent*; cluster*; kubernetes; docker; cloud; load balanc*; firewall*; deployment*; build agent*; disaster recovery; failover; hardware',
    TECHNICAL_DEBT:
      'clean up; clean-up; cleanup; legacy code; dead code; unused code; duplicated code; code quality; flaky test*; deprecated; obsolet*; outdated; dependency update*; dependency upgrade*; upgrade dependencies; update dependencies; library upgrade*; library update*',
    RESEARCH:
      'investigat*; prototyp*; feasibility; benchmark*; compare; comparison of; proof-of-concept; try out',
  },
  ands: 'and',
  alongWith: 'with; including; incl.; plus',
  theirs: 'their; its; the',
  possessives: "'s",
  dependsBehind: '',
  each: 'each; every',
  all: 'all',
  equalsBehind: '',
  listEntries:
    'bullet; bullets; bullet point; bullet points; entry; entries; list item; list items; line; lines; point; points; checkbox; checkboxes',
  boardCards:
    'card; cards; item; items; ticket; tickets; issue; issues; sticky; stickies; sticky note; sticky notes; post-it; post-its',
  tableRows: 'row; rows; line; lines',
  placesBelow: 'below; here; underneath; in; on; under',
  ors: 'or',
  upTo: 'to; through',
  prepositions: 'of; for; about; on; to; in; with; from; by; via; at',
  goesOn: 'before; after; until; till; during; that; which; we; around; per; found; planned; needed; left',
  following: 'following; these',
  dealtWith:
    'discussed; reviewed; refined; estimated; sized; groomed; agreed; agreed on; selected; chosen; picked; considered; covered; identified; collected; gathered; written; drafted; suggested; presented; listed; looked at; went through; gone through; talked through; talked about; came up; came out; set out; laid out',
  speaksAbout:
    "how; what; why; writing; write; sample; samples; example; examples; success; rejected; dropped; discarded; deferred; fixed; closed; solved; resolved; not; no; won't; out; other; related; linked; dependent; old; former; previous; template; templates; number; count; rules; notes; guide",
  agendaPoints: 'agenda; agenda item; topic; agenda topic; discussion topic; discussion point',
  plurals:
    'epics; features; capabilities; *stories; items; pbis; enablers; tasks; chores; packages; spikes; bugs; defects; fixes; bugfixes; tests; cases; requirements; themes',
  unchangedPlurals: '',
  numbers: 'no; no.; num; num.; number',
  identifiers: 'id; ids; key',
  names: 'name; title; headline',
  codes: 'code; ref; ref.',
  references: 'pr; prs; see',
  issues: 'issue; issues',
  tickets: 'ticket; tickets',
  numerals: 'one; two; three; four; five; six; seven; eight; nine; ten',
  qualities:
    'usability; accessibility; maintainability; scalability; reliability; availability; portability; compatibility; interoperability; extensibility; testability; supportability; observability; efficiency; performance; security; deployment; updates',
  disciplines:
    'backend; back-end; back end; frontend; front-end; front end; full stack; full-stack; backend development; back-end development; frontend development; front-end development; mobile development; web development; api development; ai; ml; ai development; ml development; machine learning; qa; infrastructure; infra; environment; environments; devops; code quality; improvements',
  retrospectives:
    'retrospective; retrospectives; retro; rubric; rubrics; marking rubric; grading rubric; marking scheme; grading scheme',
  firmMatters: 'risk; risks; glossary; assumptions; template; guideline; guidelines; legend',
  toDo: 'to do; todo; to-do; to-dos; todos; todo list; to-do list; to do list; things to do',
  plans:
    'roadmap; to-do; to-dos; todo; todos; work breakdown; wbs; implementation plan; project plan; task list; feature list; work plan; action plan; development plan',
  noPlans:
    "*retro*; *objective*; *okr*; *goals*; *rules*; *guideline*; *template*; *meeting*; *minutes*; *notes*; *risk*; *checklist*; *how to*; *review*; *changelog*; *definition of*; *conventions*; *not in the mvp*; *not implemented in the mvp*; *not part of the mvp*; *outside the mvp*; *will not be implemented*; *won't be implemented*",
  releaseNotes:
    "release notes; release note; changelog; change log; release history; version history; what's new; whats new",
  planTerms:
    'sprint*; roadmap; sequencing; iteration; iterations; mvp; milestone; milestones; example; examples; prioritization; prioritisation; user story; user stories; stories; epic; epics; requirement; requirements; release; releases; selected; estimat*; kanban; storypoints; phase; phases',
  managing: 'management; administration',
  documentTerms:
    'guide; guides; guideline; guidelines; legend; labels; risk; risks; dependencies; enhancements; metrics; coverage; planning; summary; schedule; timeline; board; plan; table; list; template; format',
  overviews: 'overview; specification; matrix; overviews; specifications; matrices',
  priorityHeadings:
    "priority; must have*; must-have*; musthave*; should have*; should-have*; could have*; could-have*; won't have*; won't-have*; wont have*; wont-have*; will not have*; would have*; won't; wont; must do*; should do*; could do*; won't do*; wont do*",
  subordinates: 'sub*',
  parts:
    'function; functionality; module; subsystem; component; area; domain; feature group; feature area; feature set; microservice; service; track; workstream; project; deliverable; activity; user activity',
  productPages:
    'installation; install; getting started; quick start; quickstart; usage; license; licence; contributing; tech stack; technology stack; built with; prerequisites; screenshots; deployment; api reference; running tests; running the tests',
  personNeeds: 'goal; goals; need; needs; wishes; perspective; view',
  personEndings: 's; es',
  about: 'ca; ca.; approx; approx.; est; est.; about',
  pointSigns: 'pt; pts; sp; story points; story point',
  difficulties: 'difficulty; difficulty level',
  textLabels:
    'description; desc; summary description; epic description; feature description; story description; task description',
  pointScales: 'fibonacci; story points; story point; planning poker',
  stages: 'sprint; phase; sprints; phases; week; weeks; month; months; quarter',
  badges: 'mvp; new; hot; stretch; wip; todo',
  toCome: 'future; coming soon',
  modals: "must; should; could; won't",
  obligations: 'shall; must; should',
  permissions: 'can; may; will; is able to; are able to',
  statedSubjects:
    'the system; the application; the app; the platform; the software; the product; the website; the site; the service; the user; the users; users; your users; our users; a user; each user; system; application',
  subjectsBehind: '',
  keyPrefixes: {
    EPIC: 'epic; epi; ep; e',
    FEATURE: 'feature; feat; ftr; fea; ft; f; fe',
    STORY: 'story; us; ust; sto; pbi; pb; st; s; br; user; stry; ts',
    ENABLER: 'enabler; en; enb; enab; ena; eb; debt; tech',
    TASK: 'task; t; tsk',
    SPIKE: 'spike; spk',
    BUG: 'bug; def',
    REQUIREMENT: 'fr; req; r; rq; brd; bf; tr; ur',
  },
  openPrefixes: 'e; f; s; st; t; fe; ft; eb; r; fr; req; br; bf; tr; ur; en; pb; ts; def; rq; debt; tech',
  spacedPrefixes: 'epi; ep; us; pbi; pb; ust; st; br',
} satisfies LanguageWords;
