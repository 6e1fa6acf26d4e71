import type { LanguageWords } from './language.ts';

export const german = {
  otherLetters: { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' },
  work: {
    EPIC: 'epos; epen; epik; epics',
    FEATURE:
      'merkmal; leistungsmerkmal; leistungsmerkmale; funktionalität; funktionsblock; feature-spezifikation; featurespezifikation',
    STORY:
      'userstorie; user storie; anwendergeschichte; anwendergeschichten; nutzergeschichte; nutzergeschichten; benutzergeschichte; benutzergeschichten; geschichte; geschichten; user-story; user-stories; anwenderstory; anwenderstories; storys; user storys; user-storys; userstorys; anwenderstorys',
    ENABLER:
      'wegbereiter; befähiger; architektur-enabler; infrastruktur-enabler; architekturenabler; technischer enabler; technische enabler; technische schuld; technische schulden',
    TASK: 'aufgabe; aufgaben; technische aufgabe; technische aufgaben; teilaufgabe; sprintaufgaben',
    BUG: 'fehler',
    REQUIREMENT:
      'anforderung; anforderungen; funktionale anforderung; funktionale anforderungen; funktionelle anforderung; funktionelle anforderungen; lastenheft-anforderungen; produktfunktionen; produktfunktion',
  },
  workPackages: 'arbeitspaket; arbeitspakete',
  areasFollow: false,
  fields: {
    criteria:
      'validierungskriterien; akzeptanzkriterien; akzeptanzkriterium; abnahmekriterien; abnahmekriterium; ak; aks; annahmekriterien; fertig wenn; fertig, wenn; erledigt wenn; erledigt, wenn; akzeptiert wenn; akzeptiert, wenn; abgenommen wenn; abgenommen, wenn; abnahmebedingungen; akzeptanzbedingungen; akzeptanz; abnahmetests; akzeptanztests; zufriedenheitsbedingungen; bedingungen der zufriedenheit; zufriedenheitskriterien; es ist fertig, wenn; es ist fertig wenn; wir sind fertig, wenn; wir sind fertig wenn; wir sind zufrieden, wenn; wir sind zufrieden wenn; zufrieden, wenn; zufrieden wenn; geschafft, wenn; geschafft wenn; angenommen, wenn; akzeptanzszenarien; abnahmeszenarien; kriterien',
    points:
      'storypoints; story-points; story-punkte; punkte; schätzung (sp); aufwand (sp); aufwand (story points); komplexitätspunkte; schätzung in sp; storypunkte; aufwand in sp; aufwand (punkte); geschätzte punkte; geschätzte story points; geschätzte storypoints',
    estimate:
      'aufwand; schätzung; aufwandsschätzung; schätzungen; aufwandsschätzungen; größe; grösse; geschätzter aufwand; komplexität',
    priority: 'priorität; prio; wichtigkeit; dringlichkeit',
    status: 'zustand; stand',
    labels: 'schlagworte; schlagwörter; etiketten; kategorie; bereich; komponente',
    dependencies:
      'abhängigkeiten; abhängigkeit; hängt ab von; abhängig von; voraussetzung; voraussetzungen; vorbedingung; blockiert durch; vorgänger; hängt von; ist abhängig von; blockiert von; wird blockiert durch; wird blockiert von; benötigt',
    description:
      'beschreibung; erläuterung; inhalt; ziel; nutzen; kurzbeschreibung; hintergrund; zweck; details',
    title:
      'titel; bezeichnung; name; kurztitel; anforderungstitel; betreff; vorgang; funktion; zusammenfassung',
    key: 'nr; nr.; kennung; nummer; schlüssel; kürzel; lfd. nr.; anforderungs-id; story-id; epic-id; lfd nr',
    type: 'typ; art; vorgangstyp; elementtyp; datentyp',
    parent:
      'epos; epik; merkmal; leistungsmerkmal; funktionalität; funktionsblock; übergeordnet; gehört zu; elternelement; elternticket; eltern; elternvorgang; zugehöriges epic; epic-verknüpfung; übergeordnetes element; zugehörig zu',
    role: 'als; rolle; benutzerrolle; akteur; als ein; als eine; als ein/eine; als einer',
    want: 'möchte ich; ich möchte; will ich; wunsch; ziel/wunsch; möchte ich können; ich möchte gerne; möchte ich gerne; ich will',
    benefit: 'damit; um; nutzen; sodass; so dass; damit ich; sodass ich; so dass ich; um zu',
    tasks: 'aufgaben; teilaufgaben; unteraufgaben; technische aufgaben',
    done: 'fertigstellungskriterien; abschlusskriterien; definition von fertig; erfolgskriterien; erfolgsbedingungen; kriterien für den erfolg',
    notes:
      'bemerkung; bemerkungen; anmerkung; anmerkungen; hinweis; hinweise; notiz; notizen; kommentar; offene fragen; offene punkte; technische hinweise; annahmen; nicht im umfang; testfälle; abgrenzung; testszenarien; testszenario',
    attribute:
      'verantwortlich; zuständig; bearbeiter; termin; meilenstein; phase; quelle; ansprechpartner; fällig; start; ende; kosten; team; autor; datum; version',
  },
  parentLinks:
    'link; verknüpfung; verknüpft; verknüpftes; verlinktes; verbundenes; eltern; übergeordnet; übergeordnetes; übergeordnete; zugehörig; zugehöriges; zugehörige; bezug',
  customFields: 'benutzerdefiniertes feld; benutzerdefinierte felder',
  containers:
    'bekannte; anwendungsfälle; erweiterte; fortgeschrittene; beschreibung; beschreibungen; ausführliche; detaillierte; im einzelnen; liste; übersicht; und; der; die; das; produkt; alle; produkt-backlog; details; im detail; tabelle; produktbacklog; katalog; anforderungskatalog; übersichtstabelle; zusammenfassung; mit; aufteilung; sammlung; optionale; optional; zusätzliche; weitere; künftige; zukünftige; wünschenswerte; geplante; initiale; initiales; anfängliche; anfängliches; priorisierte; priorisiertes; priorisierung; priorität; prioritäten; aktuelle; aktuelles; neue; offene; status; planung; schätzung; schätzungen; aufschlüsselung; finale; abgestimmte; freigegebene; wichtigste; zentrale; zu implementieren; zu implementierende; umzusetzen; umzusetzende; zu entwickeln; zu entwickelnde; zu bauen; des sprints; im sprint; in diesem sprint; für den sprint; für diesen sprint; der iteration; der phase; des releases',
  timeBoxes:
    'iteration; phase; meilenstein; woche; monat; quartal; etappe; ausbaustufe; stufe; abschnitt; kapitel; kurzfristig; mittelfristig; langfristig; welle',
  days: 'tag',
  relativeTimes:
    'aktuelle; aktueller; aktuelles; aktuell; laufende; laufender; laufendes; nächste; nächster; nächstes; vorige; voriger; letzte; letzter; kommende; kommender; diese; dieser; dieses',
  otherMatters:
    'vorteile; nutzen; änderungsverlauf; änderungsverzeichnis; revisionshistorie; dokumentenhistorie; risiken; risiken und maßnahmen; ziele; einleitung; einführung; hintergrund; anhang; inhalt; änderungshistorie; versionshistorie; dokumenthistorie; stakeholder; rollen; vision; produktvision; rahmenbedingungen; annahmen; offene fragen; offene punkte; architektur; zielbestimmung; produkteinsatz; zielgruppe; zielgruppen; ausgangslage; ansprechpartner; zeitplan; budget; nichtfunktionale anforderungen; nicht-funktionale anforderungen; ausgangssituation; entscheidungen; teilnehmer; kennzahlen; freigabe; teilnehmende; anwesend; anwesende; abwesend; tagesordnung; nächste sitzung; nächstes treffen; nächster termin; nächste schritte; ideen; ideenspeicher; themenspeicher; beschlüsse; fragen; aktionspunkte; agenda; blocker; blockaden; hindernisse; hürden; impediments; abhängigkeiten; abhängigkeiten zwischen teams; externe abhängigkeiten; nichtfunktional; nicht-funktional; nicht funktional; nichtfunktionale; nicht-funktionale; nicht funktionale anforderungen; qualitätsanforderungen; übersicht der risiken; fortschrittsmessung; metriken; kpis; erfolgskriterien; zielsetzung; teststrategie; testplan; datenmodell; geschäftsregeln; kommunikationsplan; rollen und verantwortlichkeiten; geschäftsziele; produktziel; sprintziel; sprint-ziel; sprintziele; projektziele; teamkapazität; technologiestack; lernziele; entwicklungsziele; ist-zustand; ist-stand; ist-analyse; nützliche links; weiterführende links; referenzen; verweise; benötigte ressourcen; erforderliche ressourcen; wichtige hinweise; fazit; schlussbemerkung; zu treffende entscheidungen; offene entscheidungen; entscheidungsbedarf; häufige fehler; typische fehler; häufigste fehler',
  closedMatters:
    'nicht enthalten; nicht dabei; nicht im scope; nicht geplant; glossar; personen; nicht-ziele; abkürzungen; definition of done; abgrenzung; personas; vorlage; legende; begriffe; zukunftsideen; ideen für später; labels; vorgangstypen; ticketarten; etiketten',
  interfaces: 'bildschirme; masken; bildschirmmasken; screens; endpunkte; api-endpunkte; datenbanktabellen',
  contents: 'inhaltsverzeichnis',
  framings: 'definition; definitionen; liste; übersicht; profil; profile; beschreibung; beschreibungen',
  formats: 'format; struktur; aufbau; schema; vorlage; regeln; richtlinien; konventionen',
  productParts: 'glossar; wunschliste; merkliste',
  genericHeadings:
    'querschnitt; querschnittsthemen; bereichsübergreifend; technische arbeiten; technik; technische themen; technisches; muss; soll; kann; muss-kriterien; soll-kriterien; kann-kriterien; musskriterien; wunschkriterien; kannkriterien; hohe priorität; niedrige priorität; mittlere priorität; allgemein; sonstiges; übersicht; funktionale anforderungen; anforderungen; lastenheft; pflichtenheft; planung; releaseplanung; zusammenfassung; fortschritt; produktfunktionen; funktionsumfang; muss haben; sollte haben; kann haben; könnte haben; wird nicht haben; kritisch; hoch; mittel; niedrig; kritische priorität; höchste priorität; niedrigste priorität; implementierungsplan; umsetzungsplan; projektplan; arbeitsplan; entwicklungsplan; maßnahmenplan; spezifikation; anforderungsspezifikation; anwendungsfälle; benutzeranforderungen; produktanforderungen; prioritäten; meilensteine; iterationen; umfang; im umfang; phasen; zukunft; zukünftig; künftig; optional; später; benutzerszenarien & tests; benutzerszenarien und tests; benutzerszenarien; nutzerszenarien; nutzerszenarien und tests; nutzerszenarien & tests; ausarbeitung; einzelheiten; detaillierung; erläuterungen; detailbeschreibung; detailbeschreibungen',
  belongsTo: 'für; zu; zum; zur; von; im; unter',
  articles: 'der; des; dem; den; das; die; dieser; dieses; diesem; diesen; diese',
  wholes: 'projekt; projekts; projektes; produkt; produkts; produktes; vorhaben; vorhabens',
  teams: 'team',
  roleNames: 'rolle; rollen; verantwortung; verantwortlichkeiten',
  actors: 'akteur; akteure; zielgruppe; zielgruppen',
  people:
    'nutzer; nutzerin; benutzer; benutzerin; kunde; kundin; administrator; administratorin; gast; besucher; besucherin; redakteur; redakteurin; prüfer; prüferin; verkäufer; verkäuferin; käufer; käuferin; moderator; mitglied; entwickler; entwicklerin; tester; schüler; lehrer; lehrkraft; patient; patientin; mitarbeiter; mitarbeiterin; disponent; sachbearbeiter; sachbearbeiterin; vermieter; mieter',
  sentences: [
    'als (?:\\S+[ ,]+){1,14}?(?:möchte|will|wünsche|brauche|kann|benötige|soll|muss|würde|erwarte|könnte|wollen|möchten|sehe|erhalte|habe) (?:ich|wir|man)',
    'ich (?:möchte|will) als ',
    'ich,? als [^.,]{2,40}?,? (?:möchte|will|muss|soll|sollte|kann|brauche)',
    'als [^.]{2,80}?,? (?:ich|wir) (?:möchte|will|brauche|kann|wollen)',
  ],
  roles: [],
  criteriaQuestion:
    '(?:woran|wie) (?:(?:wir|man) (?:erkennen|erkennt|merken|merkt|sehen|sieht|wissen|weiß)|(?:erkennen|erkennt|merken|merkt|sehen|sieht|wissen|weiß) (?:wir|man)),? (?:dass|ob|wann) (?:es|das|alles|wir) (?:(?:fertig|erledigt|umgesetzt|geschafft) (?:ist|sind)|funktioniert|klappt|läuft)',
  given: 'angenommen; gegeben; gegeben sei; gegeben ist',
  scenarioWhen: 'wenn; falls',
  scenarioThen: 'dann',
  scenarioAnd: 'und; aber',
  scenario: 'szenario; beispiel',
  priorities: {
    1: 'dringend; kritisch; sehr hoch; sehr hohe; höchste; muss; blockierend',
    2: 'hoch; hohe; soll; sollte; wichtig',
    3: 'mittel; mittlere; normal; kann; könnte',
    4: 'niedrig; niedrige; gering; geringe; sehr niedrig; wird nicht; wunsch; optional; wenn zeit bleibt; falls zeit bleibt',
  },
  pointUnits: 'punkte; punkt; storypoints; story-punkte',
  timeUnits: 'stunden; stunde; std; tage; tag; wochen; woche; pt; personentage; monate; minuten; tagen',
  labourUnits:
    'pt; at; mt; pm; mm; personentage; manntage; arbeitstage; personenmonate; personenstunden; arbeitsstunden',
  none: 'keine; kein; entfällt; offen; nichts; nicht geschätzt; ungeschätzt; noch nicht geschätzt; noch zu definieren; noch festzulegen; n. n. b.; n.n.b.; nnb; zu schätzen; noch zu schätzen',
  noAnswers: 'nein; falsch',
  yesAnswers: 'ja; wahr',
  forNow:
    'noch; derzeit; aktuell; momentan; bisher; vorerst; zurzeit; geplant; vorgesehen; in; im; aktuellen; nächsten',
  totals:
    'summe; gesamt; gesamtsumme; zwischensumme; insgesamt; auslastung; kapazität; restkapazität; velocity',
  fillers: 'puffer; reserve; pufferzeit; zeitpuffer; ungeplantes; ungeplante arbeit',
  statuses:
    'erledigt; offen; in arbeit; fertig; geplant; abgeschlossen; abgebrochen; verworfen; gestrichen; in bearbeitung; umgesetzt; zurückgestellt; nicht begonnen; begonnen; angefangen; blockiert; in prüfung; im test; in verfeinerung; in refinement; im refinement; in ausarbeitung; in klärung; in abstimmung; bereit für die entwicklung; bereit für entwicklung; bereit für umsetzung; freigegeben; abgenommen; entfallen; teilweise erledigt; pausiert; ausgeliefert; zu erledigen; zu tun; in entwicklung; in umsetzung; in review; in test; im review; in abnahme; bereit; bereit zur umsetzung; bereit zur entwicklung; bereit für test; wartet; wartet auf freigabe; wartet auf kunde; wartet auf kunden; zu testen; zu prüfen; getestet; laufend; gemacht; nicht erledigt; archiviert; beendet; angehalten; teilweise fertig',
  statusNouns: '',
  dittos: 'dito; dto; dto.; s.o.; s. o.; wie oben; siehe oben; ebenso; desgl.',
  logs: 'log; protokoll; journal; tagebuch; verlauf; historie; logbuch; statusbericht; statusberichte; fortschrittsbericht; projekttagebuch; verlaufsprotokoll',
  storyMaps: 'story map; story mapping; story-map',
  useCases: 'anwendungsfall; use case; use-case',
  useCaseKeys: 'af; awf',
  mapActivities: 'aktivität; nutzeraktivität; benutzeraktivität',
  mapSteps: 'schritt; nutzerschritt; aufgabe; nutzeraufgabe',
  backlogs: 'anforderungsspeicher; arbeitsvorrat',
  unwanted: 'wird nicht haben',
  exclusions:
    'nicht im umfang; nicht im scope; abgrenzung; nicht enthalten; nicht-ziele; außerhalb des umfangs; aus dem umfang genommen; aus dem scope genommen; gestrichen; verworfen; abgelehnt; zurückgezogen; entfällt; entfallen; nicht in diesem; nicht in dieser; machen wir nicht; wird nicht umgesetzt',
  additions:
    'nachtrag; nachträge; nachträglich; nachgereicht; nachgereichte; hinzugekommen; hinzugefügt; später hinzugekommen; später hinzugefügt; ergänzungen; neu dazugekommen',
  standings:
    'nicht bereit; noch nicht bereit; zu groß; zu klären; besprochen; bereits erledigt; bereits umgesetzt; schon erledigt; erledigt; fertig; abgeschlossen; geliefert; verschoben; vertagt; zurückgestellt; geparkt; vielleicht; eventuell; stretch; falls zeit bleibt; wenn zeit bleibt; eingeplant; zugesagt; übertrag; wenn zeit ist; wenn noch zeit ist',
  foreignColumns:
    'telefon; telefonnummer; risiko; risiken; maßnahme; begriff; wahrscheinlichkeit; eintrittswahrscheinlichkeit; kennzahl; verantwortlichkeit; meilenstein; entscheidung; annahme; testfall; wettbewerber; erwartetes ergebnis; schritte; endpunkt; methode; variable; woche; frage; antwort; technologie; schicht; umgebung; kapazität; geplante punkte; farbe; feld; eigenschaft',
  agreedColumns: 'vereinbart; konsens; ergebnis; final; einigung; endwert',
  workColumns: 'arbeitsinhalt; arbeitsinhalte; arbeitsbeschreibung; arbeitsschritt; was ist zu tun',
  themeColumns: 'thema; themen; themenfeld; themenbereich',
  needColumns: 'braucht; nach; folgt auf; setzt voraus; erfordert; wartet auf',
  problemColumns:
    'schweregrad; auswirkung; auswirkungen; lösung; ursache; ursachen; umgehung; folge; folgen; empfehlung; abhilfe; maßnahme; maßnahmen; seit; gemeldet am',
  fieldColumns: 'feld; felder; attribut; eigenschaft; eigenschaften; aspekt; feldname; attributname',
  valueColumns: 'wert; werte; inhalt; angabe; angaben; beschreibung',
  levels: 'ebene; stufe; gliederungsebene',
  headings: 'überschrift; überschriften',
  equals: 'ist; sind; entspricht; war; waren',
  indefiniteArticles: 'ein; eine; einen',
  gherkinHeads: 'funktionalität; funktion; hintergrund; voraussetzungen; grundlage; regel',
  scenarioExamples: 'beispiele',
  criterionMarks: 'ak; kriterium; akzeptanzkriterium',
  criterionColumns: '*kriteri*; *beschreibung*; *erwartet*',
  abbreviations: 'z.b; d.h; u.a; o.a; s.o; bzw; ggf; ca; inkl; evtl; vgl; dr; nr; sog',
  storyRoles: 'als',
  storyRoleEnds: '',
  storyWants: 'ich möchte; möchte ich; ich will',
  storyBenefits: 'damit; sodass',
  wishes: 'ich kann; ich brauche',
  technical: '*techni*',
  business: 'fachlich*; geschäftlich*',
  durations: 'dauer; zeit; zeitaufwand',
  endings: 'ung; ungen; en; er; ern',
  qualifiers:
    'minimale; minimaler; wichtigste; wichtige; wesentliche; zentrale; detaillierte; vorläufige; erste; grobe; vereinbarte; auszug',
  placeholders: 'titel; name',
  defects: 'defekt; defekte',
  undecided:
    'noch offen; noch zu klären; zu klären; zu definieren; noch zu definieren; noch nicht definiert; folgt; folgt noch; wird noch definiert; noch festzulegen; festzulegen; wird ergänzt',
  enablerTypes: {
    INFRASTRUCTURE: '*infrastru*',
    TECHNICAL_DEBT: 'technische schuld*; technischer schuld*; technischen schuld*; *refaktor*',
    RESEARCH: '*forschung*; *recherche*',
    ARCHITECTURE: '*architek*',
  },
  enablerSubjects: {
    INFRASTRUCTURE:
      'testumgebung*; entwicklungsumgebung*; abnahmeumgebung*; testsystem*; datensicherung*; sicherungskopie*; *netzwerk*; funknetz*; mobilfunk*; netzabdeckung; wlan*; *datenbankserver; webserver; mailserver; fileserver; rechenzentr*; serverraum; überwachung der server; systemüberwachung; lastverteil*; notstrom*',
    TECHNICAL_DEBT:
      'aufräumarbeit*; code aufräumen; altlast*; veraltet*; toter code; bibliotheken aktualisieren',
    RESEARCH:
      'untersuch*; machbarkeit*; evaluier*; voruntersuchung*; erprob*; durchstich; vergleichen; vergleich von; vergleich der; marktvergleich',
  },
  ands: 'und',
  alongWith: 'mit; samt; inklusive; inkl.; nebst; sowie',
  theirs: 'ihre; ihren; deren; den; die',
  possessives: '',
  dependsBehind: '',
  each: 'jede; jeder; jedes; jedem',
  all: 'alle; allen',
  equalsBehind: '',
  listEntries:
    'stichpunkt; stichpunkte; punkt; punkte; eintrag; einträge; listenpunkt; listenpunkte; aufzählungspunkt; aufzählungspunkte; spiegelstrich; spiegelstriche; zeile; zeilen',
  boardCards:
    'karte; karten; karteikarte; karteikarten; ticket; tickets; vorgang; vorgänge; zettel; element; elemente',
  tableRows: 'zeile; zeilen; tabellenzeile; tabellenzeilen',
  placesBelow: 'unten; hier; darunter; in; im; auf; unter',
  ors: 'oder',
  upTo: 'bis',
  prepositions: 'von; für; über; zu; mit; aus; an; bei',
  goesOn: 'vor; nach; bis; die; zum; zur; vom; im; am; pro; während; auf; in; ins',
  following: 'folgende; folgenden; folgender; nachstehende; nachstehenden; diese; diesen; dieser',
  dealtWith:
    'besproch*; diskutiert*; geschätzt*; vereinbart*; ausgewählt*; gesammelt*; erarbeitet*; abgestimmt*; verfeinert*; durchgegangen*; durchgesproch*; betrachtet*; identifiziert*; festgelegt*; aufgenommen*; vorgestellt*; angesehen*; angeschaut*; entstanden*',
  speaksAbout:
    'wie; was; warum; beispiel*; verworfen*; abgelehnt*; geschlossen*; gelöste; nicht; keine; andere; behobene; alte; vorlage; vorlagen; anzahl; regeln',
  agendaPoints: 'top; agendapunkt; tagesordnungspunkt; punkt; besprechungspunkt',
  plurals:
    'epen; merkmale; leistungsmerkmale; *funktionen; *geschichten; *storys; *aufgaben; *pakete; fehler; *anforderungen; themen',
  unchangedPlurals: '',
  numbers: 'nr; nr.; nummer',
  identifiers: 'kennung; schlüssel',
  names: 'titel; name; bezeichnung',
  codes: 'kürzel; kennzeichen',
  references: 'siehe',
  issues: 'vorgang; vorgänge',
  tickets: 'ticket; tickets',
  numerals: 'eins; zwei; drei; vier; fünf; sechs',
  qualities:
    'benutzbarkeit; benutzerfreundlichkeit; gebrauchstauglichkeit; bedienbarkeit; barrierefreiheit; zugänglichkeit; wartbarkeit; skalierbarkeit; zuverlässigkeit; verfügbarkeit; übertragbarkeit; portabilität; kompatibilität; interoperabilität; erweiterbarkeit; testbarkeit; effizienz; leistung; performanz; sicherheit; betrieb; aktualisierungen',
  disciplines: 'infrastruktur; codequalität; code-qualität; verbesserungen',
  retrospectives: 'retrospektive',
  firmMatters: 'risiken; glossar; annahmen; vorlage; richtlinien; legende',
  toDo: 'zu erledigen; offene aufgaben; zu tun; aufgabenliste; to-do-liste; todo-liste',
  plans:
    'aufgabenliste; arbeitsplan; projektplan; umsetzungsplan; implementierungsplan; entwicklungsplan; maßnahmenplan',
  noPlans:
    '*regeln*; *ziele*; *risiken*; *vorlage*; *protokoll*; *besprechung*; *checkliste*; *anleitung*; *nicht im mvp*; *nicht umgesetzt im mvp*; *nicht teil des mvp*; *außerhalb des mvp*; *wird nicht umgesetzt*; *werden nicht umgesetzt*',
  releaseNotes: 'versionshinweise; änderungsprotokoll; versionshistorie; was ist neu',
  planTerms: 'priorisierung; anforderungen; meilensteine; iterationen; phasen',
  managing: 'verwaltung; administration',
  documentTerms:
    'planung; zusammenfassung; liste; legende; risiken; abhängigkeiten; kennzahlen; zeitplan; tabelle; vorlage',
  overviews: 'übersicht; spezifikation; matrix; übersichten; spezifikationen',
  priorityHeadings:
    'priorität; prio; muss-kriterien; soll-kriterien; kann-kriterien; muss haben; sollte haben; kann haben; könnte haben; wird nicht haben',
  subordinates: 'teil*; unter*',
  parts:
    'funktion; modul; teilsystem; komponente; bereich; funktionsgruppe; feature-gruppe; funktionsbereich; microservice; mikroservice; dienst; service; projekt; lieferobjekt; liefergegenstand',
  productPages: 'erste schritte; schnellstart; verwendung; lizenz; mitwirken',
  personNeeds: 'ziele; bedürfnisse; wünsche; sicht; perspektive',
  personEndings: 'en; n; e',
  about: 'ca; ca.; etwa; circa',
  pointSigns: 'sp; storypoints; storypoint; story-punkte',
  difficulties: 'schwierigkeit; schwierigkeitsgrad',
  textLabels: 'beschreibung; kurzbeschreibung',
  pointScales: 'fibonacci; planungspoker',
  stages: 'sprint; phase; sprints; phasen; woche; wochen; monat; monate; quartal; kw',
  badges: 'neu',
  toCome: 'zukünftig; demnächst; später',
  modals: 'muss; soll; sollte; kann',
  obligations: 'muss; müssen; soll; sollen; sollte; sollten',
  permissions: 'kann; können; darf; wird',
  statedSubjects:
    'das system; die anwendung; die applikation; die app; die plattform; die software; das produkt; die webseite; die website; der nutzer; der benutzer; die nutzer; die benutzer; nutzer; benutzer; ein nutzer; ein benutzer',
  subjectsBehind: 'ich; wir',
  keyPrefixes: {
    REQUIREMENT: 'lf; fa',
  },
  openPrefixes: 'fa',
  spacedPrefixes: '',
} satisfies LanguageWords;
