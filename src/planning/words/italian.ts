import type { LanguageWords } from './language.ts';

export const italian = {
  work: {
    EPIC: 'epica; epiche; epico',
    FEATURE: 'funzionalita; caratteristica; caratteristiche',
    STORY: 'storia utente; storie utente; storia; storie; racconto utente',
    ENABLER: 'abilitatore; abilitatori; abilitante; abilitanti; enabler tecnico; debito tecnico',
    TASK: 'attivita; compito; compiti',
    BUG: 'difetto; difetti; anomalia; anomalie',
    REQUIREMENT: 'requisito; requisiti; requisito funzionale; requisiti funzionali',
  },
  fields: {
    criteria:
      'criteri di accettazione; criterio di accettazione; criteri di accettabilita; ca; condizioni di accettazione; fatto quando; finito quando; accettato se; accettata se; accettato quando; accettata quando; criteri di validazione; condizioni di soddisfazione; test di accettazione',
    points: 'punti storia; punti; stima (punti); story point; punti complessita; stima (sp)',
    estimate: 'stima; sforzo; dimensione; complessita',
    priority: 'priorita; importanza',
    status: 'stato',
    labels: 'etichette; etichetta',
    dependencies: 'dipendenze; dipendenza; dipende da; prerequisiti; bloccata da; prerequisito',
    description: 'descrizione; obiettivo; dettagli; contesto; valore; dettaglio',
    title: 'titolo; nome; oggetto; sommario',
    key: 'identificativo; codice; numero; chiave; rif',
    type: 'tipo; tipologia',
    parent: 'padre; epica di riferimento; appartiene a; epica collegata',
    role: 'come; ruolo; attore',
    want: 'voglio; vorrei; desidero; posso',
    benefit: 'cosi da; in modo da; affinche; beneficio; per; in modo che; cosi che',
    tasks: 'attivita; sotto-attivita',
    notes:
      'note; nota; osservazioni; commenti; ipotesi; fuori ambito; note tecniche; rischi; non incluso; esclusioni; escluso; idee future; fuori perimetro; cosa non facciamo; regole di business',
    attribute: 'responsabile; squadra; scadenza; data; autore; fonte; sprint; rilascio; versione',
  },
  containers:
    'descrizione; descrizioni; degli; dettagliate; elenco; lista; di; del; delle; dei; e; prodotto; panoramica; dettaglio; tabella; backlog di prodotto; con; riepilogo',
  timeBoxes: 'iterazione; fase; settimana; mese; trimestre; tappa; rilascio',
  otherMatters:
    'rischi; obiettivi; introduzione; contesto; appendice; cronologia; storico delle revisioni; portatori di interesse; visione; ipotesi; vincoli; architettura; requisiti non funzionali; metriche; ruoli; squadra; domande aperte; partecipanti; presenti; assenti; ordine del giorno; verbale; prossima riunione; prossimi passi; idee; decisioni; registro delle decisioni; domande; obiettivo; stakeholder',
  closedMatters: 'glossario; indice; fuori ambito; retrospettiva; personas; non incluso',
  genericHeadings:
    'lavori tecnici; lavoro tecnico; temi tecnici; priorita alta; priorita media; priorita bassa; ambito; generale; altro; requisiti; requisiti funzionali; da fare; in corso; completato; piano; riepilogo; panoramica',
  belongsTo: 'per; di; della; del; per la',
  articles: "il; la; lo; l'; questo; questa; dell'; dello",
  teams: 'squadra; team',
  sentences: [
    '(?:in qualita di|come) (?:\\S+[ ,]+){1,14}?(?:io )?(?:voglio|vorrei|desidero|posso|devo|ho bisogno|vogliamo|mi piacerebbe)',
    'come [^.,]{2,50},$',
  ],
  given: 'dato; data; dato che; dati',
  whenThen: 'quando; allora; e; ma',
  scenario: 'scenario; esempio',
  priorities: {
    1: 'urgente; critica; critico; molto alta; indispensabile; massima',
    2: 'alta; alto; importante',
    3: 'media; medio; normale',
    4: 'bassa; basso; molto bassa; opzionale',
  },
  pointUnits: 'punti; punto; pt',
  timeUnits: 'ore; ora; giorni; giorno; settimane; settimana; mesi; gg',
  none: 'nessuna; nessuno; non applicabile; non stimata; non stimato; da stimare',
  totals: 'totale; somma; subtotale',
  statuses:
    'fatto; annullato; annullata; in corso; da fare; completato; fatta; completata; terminato; terminata; concluso; conclusa; pianificato; pianificata; bloccato; bloccata; in revisione; in test; in attesa; non iniziato; non iniziata; rinviato; rinviata; scartato; scartata; rilasciato; rilasciata; approvato; approvata; aperto; aperta; chiuso; chiusa',
  dittos: 'lo stesso; come sopra; c.s.; idem; vedi sopra',
  backlogs: 'arretrato',
  exclusions: 'fuori ambito; fuori perimetro; fuori scope; non incluso; esclusioni',
  foreignColumns:
    'rischio; rischi; mitigazione; probabilita; metrica; indicatore; termine; definizione; responsabilita; decisione; ipotesi; caso di test; concorrente; risultato atteso; passi; metodo; variabile; settimana; domanda; risposta; tecnologia; ambiente; capacita; velocita; punti pianificati; colore; campo; proprieta; parametro',
  fieldColumns: 'campo; campi; attributo; attributi; proprieta; aspetto',
  valueColumns: 'valore; valori; contenuto; dettaglio; dettagli; descrizione',
  levels: 'livello',
  headings: 'titolo; intestazione',
  equals: 'e; sono',
  indefiniteArticles: 'un; una; uno',
} satisfies LanguageWords;
