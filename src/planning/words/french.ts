import type { LanguageWords } from './language.ts';

export const french = {
  work: {
    EPIC: 'epopee; epopees; epique; epiques',
    FEATURE: 'fonctionnalite; fonctionnalites',
    STORY:
      'recit utilisateur; recits utilisateur; recits utilisateurs; recit; recits; histoire utilisateur; histoires utilisateur; histoires utilisateurs; histoire; histoires; us',
    ENABLER:
      'facilitateur; facilitateurs; habilitant; enabler technique; enablers techniques; enabler architecture; enabler infrastructure; dette technique',
    TASK: 'tache; taches',
    BUG: 'anomalie; anomalies; bogue',
    REQUIREMENT: 'exigence; exigences; exigence fonctionnelle; exigences fonctionnelles; besoin; besoins',
  },
  areasFollow: true,
  fields: {
    criteria:
      "criteres d'acceptation; criteres d’acceptation; critere d'acceptation; criteres d'acceptance; conditions d'acceptation; criteres de validation; ca; tests d'acceptation; termine quand; termine si; accepte si; accepte quand; valide si; valide quand; fini quand; conditions de satisfaction; criteres de recette; conditions de validation; criteres de reussite",
    points:
      "points d'effort; points de recit; points; points (sp); estimation (points); estimation (sp); points de complexite; points d’effort; nb points; charge (points); charge (sp)",
    estimate: 'estimation; effort; charge; complexite; taille',
    priority: 'priorite; importance; urgence',
    status: 'statut; etat; avancement',
    labels: 'etiquettes; etiquette; mots-cles; composant',
    dependencies: 'dependances; dependance; depend de; prerequis; bloque par; pre-requis',
    description:
      'description; objectif; contexte; but; valeur; valeur metier; detail; details; enonce; besoin',
    title: 'titre; nom; intitule; libelle; resume; sujet',
    key: 'identifiant; numero; n°; ref; reference; cle; num',
    type: 'type; nature',
    parent: 'parent; epic parent; rattache a; appartient a; epic lie; epic de rattachement',
    role: "en tant que; role; acteur; profil; en tant qu'; en tant que...",
    want: 'je veux; je souhaite; je peux; je voudrais; je veux...; action',
    benefit: 'afin de; afin que; pour; benefice; afin de...; pour que',
    tasks: 'taches; sous-taches; taches techniques',
    notes:
      'remarques; remarque; notes; note; commentaires; commentaire; notes techniques; hors perimetre; questions ouvertes; hypotheses; definition de fini; risques; non inclus; non prevu; exclu; exclus; idees pour plus tard; hors perimetre pour cette version; regles de gestion; regles metier; maquettes',
    attribute:
      'responsable; porteur; equipe; echeance; jalon; source; auteur; date; assigne a; version; sprint; lot',
  },
  containers:
    "description; descriptions; liste; liste des; des; de; du; la; le; les; et; produit; carnet; carnet de produit; apercu; detail; detaillees; detaille; vue d'ensemble; tableau; recapitulatif; synthese; backlog produit; utilisateur; utilisateurs; avec",
  timeBoxes: 'iteration; phase; jalon; semaine; mois; trimestre; etape; lot; livraison',
  otherMatters:
    "risques; objectifs; introduction; contexte; annexe; annexes; historique; historique des versions; parties prenantes; vision; vision produit; hypotheses; contraintes; questions ouvertes; architecture; exigences non fonctionnelles; planning; equipe; indicateurs; risques et mitigations; decisions; acteurs; roles; regles de gestion; suivi des versions; participants; absents; ordre du jour; compte rendu; prochaine reunion; prochaines etapes; idees; boite a idees; releve de decisions; registre des decisions; questions; plan d'action; echeancier",
  closedMatters:
    'glossaire; sommaire; table des matieres; personas; hors perimetre; retrospective; definition de fini; definition de pret; definition of done; legende; hors du perimetre; non retenu',
  genericHeadings:
    'travaux techniques; sujets techniques; technique; indispensable; important; souhaitable; haute priorite; priorite haute; priorite basse; priorite moyenne; perimetre; general; divers; fonctionnel; exigences fonctionnelles; exigences; a faire; en cours; termine; resume; cahier des charges; feuille de route; carnet de produit; besoins fonctionnels; autres; suivi',
  belongsTo: "pour; de; du; pour la; pour le; pour l'",
  articles: "le; la; l'; cette; cet; ce",
  teams: 'equipe',
  sentences: [
    "en tant qu(?:e |['’])(?:\\S+[ ,]+){1,14}?j(?:e |['’])",
    "en tant qu(?:e |['’])[^.]{2,60}[.,]?$",
    'je (?:veux|souhaite|voudrais) .{3,160} (?:afin|pour)',
  ],
  given: 'etant donne; etant donnee; etant donnes; soit; sachant',
  scenarioWhen: 'quand; lorsque; lorsqu',
  scenarioThen: 'alors',
  scenarioAnd: 'et; mais',
  scenario: 'scenario; exemple; plan du scenario',
  priorities: {
    1: 'urgent; urgente; critique; tres haute; tres elevee; indispensable; bloquant; doit; bloquante',
    2: 'haute; elevee; eleve; haut; importante; devrait; forte',
    3: 'moyenne; moyen; normale; normal; pourrait; souhaitable',
    4: 'basse; faible; bas; mineure; optionnel; tres basse; optionnelle',
  },
  pointUnits: 'points; pts',
  timeUnits: 'heures; heure; jours; jour; j; semaines; semaine; jh; j/h; mois',
  none: 'aucune; aucun; neant; sans; non estime; non estimee; a estimer',
  totals: 'total; somme; sous-total',
  statuses:
    'termine; annule; annulee; abandonne; abandonnee; terminee; fait; en cours; a faire; livre; livree; faite; planifie; planifiee; bloque; bloquee; en attente; en revue; en test; reporte; reportee; approuve; approuvee; non commence; non commencee; en pause; partiellement termine',
  dittos: 'idem; voir ci-dessus; comme ci-dessus; meme chose',
  backlogs: 'carnet de produit; carnet du produit',
  exclusions: 'hors perimetre; hors du perimetre; hors scope; non inclus; non-objectifs',
  foreignColumns:
    'risque; risques; attenuation; mitigation; probabilite; indicateur; terme; definition; responsabilite; jalon; decision; hypothese; cas de test; concurrent; resultat attendu; etapes; methode; variable; semaine; question; reponse; technologie; couche; environnement; capacite; velocite; points prevus; couleur; champ; propriete; parametre',
  fieldColumns: 'champ; champs; attribut; attributs; propriete; proprietes',
  valueColumns: 'valeur; valeurs; contenu; detail; details; description',
  levels: 'niveau',
  headings: 'titre',
  equals: 'est; sont',
  indefiniteArticles: 'un; une',
  gherkinHeads: 'fonctionnalite; contexte; regle',
  criterionMarks: "ca; critere; critere d'acceptation",
  criterionColumns: '*critere*; *description*; attendu*',
  storyRoles: "en tant que; en tant qu'",
  storyWants: 'je veux; je souhaite; je voudrais',
  storyBenefits: 'afin de; afin que; pour que',
  wishes: 'je peux',
  technical: '*techni*',
  business: 'metier',
  durations: 'duree; temps',
  endings: 's; es; x',
  placeholders: 'titre; nom',
  enablerTypes: {
    INFRASTRUCTURE: '*infrastru*',
    TECHNICAL_DEBT: '*dette technique*; *dettes techniques*',
    RESEARCH: '*recherche*; *investigation*',
    ARCHITECTURE: '*architec*',
  },
  ands: 'et',
  ors: 'ou',
  upTo: 'a',
  prepositions: 'de; des; du; sur; pour; avec; par; dans',
  goesOn: 'avant; apres; qui; que; a; au; aux; issues; pendant',
  speaksAbout:
    'comment; pourquoi; exemple; exemples; abandonnee; abandonnees; rejetee; rejetees; fermees; resolues; pas; autres; corrigee; corrigees; anciennes; modele; modeles; nombre; regles',
  agendaPoints: "point de l'ordre du jour",
  plurals:
    'epopees; epiques; fonctionnalites; recits; histoires; facilitateurs; taches; anomalies; exigences; besoins',
  unchangedPlurals: '',
  numbers: 'n°; no; num; numero',
  identifiers: 'identifiant; cle',
  codes: 'code; ref; ref.',
  references: 'voir; demande',
  numerals: 'un; deux; trois; quatre; cinq; six',
} satisfies LanguageWords;
