import type { LanguageWords } from './language.ts';

export const dutch = {
  work: {
    EPIC: 'epos',
    FEATURE: 'functionaliteit; functionaliteiten; functie; functies; kenmerk',
    STORY: 'gebruikersverhaal; gebruikersverhalen; verhaal; verhalen',
    ENABLER: 'mogelijkmaker; technische enabler; technische schuld',
    TASK: 'taak; taken',
    BUG: 'fout; fouten',
    REQUIREMENT: 'eis; eisen; functionele eis; functionele eisen; requirement',
  },
  fields: {
    criteria:
      'acceptatiecriteria; acceptatiecriterium; aanvaardingscriteria; acceptatie criteria; acceptatievoorwaarden; klaar als; klaar wanneer; gereed als; geaccepteerd als; geaccepteerd wanneer; acceptatie; acceptatietests; voorwaarden voor acceptatie',
    points: 'verhaalpunten; punten; schatting (punten); storypunten; inschatting (sp)',
    estimate: 'schatting; inspanning; inschatting; omvang; grootte',
    priority: 'prioriteit; belang',
    status: 'toestand; stand',
    labels: 'trefwoorden',
    dependencies:
      'afhankelijkheden; afhankelijkheid; afhankelijk van; hangt af van; randvoorwaarden vooraf; vereisten vooraf; geblokkeerd door',
    description: 'beschrijving; omschrijving; doel; toelichting; context; waarde',
    title: 'titel; naam; onderwerp',
    key: 'nummer; kenmerknummer; nr',
    type: 'soort; type',
    parent: 'bovenliggend; hoort bij; bovenliggende epic',
    role: 'als; rol',
    want: 'wil ik; ik wil',
    benefit: 'zodat; om',
    tasks: 'taken; subtaken',
    notes:
      'opmerkingen; opmerking; notities; notitie; aannames; buiten scope; open vragen; toelichting technisch',
    attribute: 'verantwoordelijke; eigenaar; deadline; datum; auteur; bron; sprint; team; versie',
  },
  containers:
    'beschrijving; beschrijvingen; uitwerking; uitgewerkte; lijst; overzicht; van; de; het; en; product; productbacklog; alle; tabel; met',
  timeBoxes: 'iteratie; fase; mijlpaal; week; maand; kwartaal; stap',
  otherMatters:
    "risico's; risicos; doelen; doelstellingen; inleiding; achtergrond; bijlage; inhoud; versiebeheer; versiegeschiedenis; belanghebbenden; visie; productvisie; aannames; randvoorwaarden; open vragen; architectuur; niet-functionele eisen; rollen; planning; aanwezig; aanwezigen; afwezig; deelnemers; notulen; volgende vergadering; volgend overleg; volgende stappen; ideeen; besluiten; beslissingen; actiepunten; vragen; risico; context; teamcapaciteit",
  closedMatters:
    'niet inbegrepen; niet in scope; woordenlijst; begrippenlijst; inhoudsopgave; buiten scope; retrospectieve; begrippen; ideeen voor later',
  genericHeadings:
    'technisch werk; technische zaken; techniek; hoge prioriteit; lage prioriteit; gemiddelde prioriteit; algemeen; overig; eisen; functionele eisen; te doen; bezig; klaar; overzicht; samenvatting; must haves; should haves; could haves',
  belongsTo: 'voor; van; bij',
  articles: 'de; het; deze; dit',
  teams: 'team; ploeg',
  sentences: [
    'als (?:\\S+[ ,]+){1,14}?(?:wil|kan|moet|zou|wens|heb|willen) (?:ik|wij|we)',
    'als [^.]{2,80}?,? ik (?:wil|kan|moet)',
  ],
  given: 'gegeven; stel',
  whenThen: 'als; wanneer; dan; en; maar',
  scenario: 'voorbeeld',
  priorities: {
    1: 'urgent; kritiek; zeer hoog; hoogste; dringend; moet',
    2: 'hoog; hoge; belangrijk',
    3: 'gemiddeld; gemiddelde; normaal; middel; midden',
    4: 'laag; lage; zeer laag; optioneel',
  },
  pointUnits: 'punten; punt',
  timeUnits: 'uur; uren; dagen; dag; weken; week; maanden',
  none: 'geen; niets; nvt; n.v.t.; niet geschat; nog niet geschat',
  totals: 'totaal; som; subtotaal',
  statuses:
    'gereed; geannuleerd; vervallen; klaar; bezig; te doen; afgerond; voltooid; gepland; geblokkeerd; in behandeling; in uitvoering; in ontwikkeling; in test; niet gestart; nog niet gestart; uitgesteld; opgeleverd; goedgekeurd; gesloten',
  dittos: 'zie boven; idem; zie hierboven; als boven; hetzelfde',
  backlogs: 'werkvoorraad',
  exclusions: 'buiten scope; buiten de scope; niet in scope; niet inbegrepen',
  foreignColumns:
    "risico; risico's; risicos; maatregel; kans; waarschijnlijkheid; begrip; definitie; verantwoordelijkheid; mijlpaal; besluit; beslissing; aanname; testgeval; concurrent; verwacht resultaat; stappen; methode; variabele; week; vraag; antwoord; technologie; omgeving; capaciteit; geplande punten; kleur; veld; eigenschap",
  fieldColumns: 'veld; velden; attribuut; attributen; eigenschap; eigenschappen',
  valueColumns: 'waarde; waarden; inhoud; beschrijving; omschrijving',
  levels: 'niveau',
  headings: 'kop',
  equals: 'is; zijn',
  indefiniteArticles: 'een',
} satisfies LanguageWords;
