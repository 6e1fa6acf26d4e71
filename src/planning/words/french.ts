import type { LanguageWords } from './language.ts';

export const french = {
  otherLetters: {},
  work: {
    EPIC: 'epopee; epopees; epique; epiques',
    FEATURE:
      'fonctionnalite; fonctionnalites; specification de fonctionnalite; specification de la fonctionnalite',
    STORY:
      'recit utilisateur; recits utilisateur; recits utilisateurs; recit; recits; histoire utilisateur; histoires utilisateur; histoires utilisateurs; histoire; histoires; us',
    ENABLER:
      'facilitateur; facilitateurs; habilitant; enabler technique; enablers techniques; enabler architecture; enabler infrastructure; dette technique',
    TASK: 'tache; taches; tache technique; taches techniques',
    BUG: 'anomalie; anomalies; bogue',
    REQUIREMENT: 'exigence; exigences; exigence fonctionnelle; exigences fonctionnelles; besoin; besoins',
  },
  workPackages:
    'paquet de travail; paquets de travail; lot de travail; lots de travail; lot de travaux; lots de travaux',
  areasFollow: true,
  fields: {
    criteria:
      "criteres d'acceptation; criteres d’acceptation; critere d'acceptation; criteres d'acceptance; conditions d'acceptation; criteres de validation; ca; tests d'acceptation; termine quand; termine si; accepte si; accepte quand; valide si; valide quand; fini quand; conditions de satisfaction; criteres de recette; conditions de validation; criteres de reussite; acceptation; criteres de satisfaction; c'est fini quand; c'est fini si; c'est termine quand; c'est termine si; c'est fait quand; c'est bon quand; c'est bon si; fini si; on est contents quand; on est content quand; on est satisfaits si; on est satisfaits quand; nous sommes satisfaits si; nous sommes satisfaits quand; scenarios d'acceptation; criteres",
    points:
      "points d'effort; points de recit; points; points (sp); estimation (points); estimation (sp); points de complexite; points d’effort; nb points; charge (points); charge (sp); points estimes; points de story; story points estimes; points d'histoire; estimation en points",
    estimate: 'estimation; effort; charge; complexite; taille',
    priority: 'priorite; importance; urgence',
    status: 'statut; etat; avancement',
    labels: 'etiquettes; etiquette; mots-cles; composant',
    dependencies:
      'dependances; dependance; depend de; prerequis; bloque par; pre-requis; depend du; bloquee par; necessite; requiert',
    description:
      'description; objectif; contexte; but; valeur; valeur metier; detail; details; enonce; besoin',
    title: 'titre; nom; intitule; libelle; resume; sujet; element; item',
    key: 'identifiant; numero; n°; ref; reference; cle; num',
    type: 'type; nature; type de donnees',
    parent:
      'epopee; epique; fonctionnalite; parent; epic parent; rattache a; appartient a; epic lie; epic de rattachement',
    role: "en tant que; role; acteur; profil; en tant qu'; en tant qu'un; en tant qu'une; en tant que/qu'",
    want: "je veux; je souhaite; je peux; je voudrais; action; je veux pouvoir; je souhaite pouvoir; je voudrais pouvoir; j'aimerais",
    benefit: 'afin de; afin que; pour; benefice; pour que; afin de pouvoir; pour pouvoir; afin que je',
    tasks: 'taches; sous-taches; taches techniques',
    done: 'definition de fini; definition du fini; definition de termine; criteres de succes; criteres de sortie',
    notes:
      'remarques; remarque; notes; note; commentaires; commentaire; notes techniques; hors perimetre; questions ouvertes; hypotheses; risques; non inclus; non prevu; exclu; exclus; idees pour plus tard; hors perimetre pour cette version; regles de gestion; regles metier; maquettes; scenarios de test; scenarios de tests; scenario de test; cas de test; cas de tests',
    attribute:
      'responsable; porteur; equipe; echeance; jalon; source; auteur; date; assigne a; version; sprint; lot',
  },
  parentLinks: 'lien; lie; liee; parent; parente; associe; associee; rattache; rattachee; rattachement',
  customFields: 'champ personnalise; champs personnalises',
  containers:
    "connus; connues; cas d'utilisation; avancees; avances; description; descriptions; liste; liste des; des; de; du; la; le; les; et; produit; carnet; carnet de produit; apercu; detail; detaillees; detaille; vue d'ensemble; tableau; recapitulatif; synthese; backlog produit; utilisateur; utilisateurs; avec; optionnelles; optionnels; facultatives; supplementaires; additionnelles; complementaires; futures; prevues; autres; initial; initiale; initiales; priorise; priorisee; priorisees; prioritaires; priorite; priorites; priorisation; nouvelles; actuelles; restantes; planification; repartition; decoupage; estimation; estimations; finales; finalisees; validees; principales; cles; cle; a implementer; a developper; a realiser; a venir; a mettre en œuvre",
  timeBoxes:
    'iteration; phase; jalon; semaine; mois; trimestre; etape; lot; livraison; court terme; a court terme; moyen terme; a moyen terme; long terme; a long terme; vague',
  days: 'jour',
  relativeTimes:
    'actuelle; actuel; en cours; courante; courant; prochaine; prochain; suivante; suivant; precedente; precedent; derniere; dernier; cette; ce',
  otherMatters:
    "avantages; bénéfices; historique des modifications; historique des changements; historique des revisions; suivi des modifications; risques; objectifs; introduction; contexte; annexe; annexes; historique; historique des versions; parties prenantes; vision; vision produit; hypotheses; contraintes; questions ouvertes; architecture; exigences non fonctionnelles; planning; equipe; indicateurs; risques et mitigations; decisions; acteurs; roles; regles de gestion; suivi des versions; participants; absents; ordre du jour; compte rendu; prochaine reunion; prochaines etapes; idees; boite a idees; releve de decisions; registre des decisions; questions; plan d'action; echeancier; blocages; bloquants; points bloquants; points de blocage; empechements; points ouverts; points en suspens; dependances; dependances externes; dependances entre equipes; non fonctionnelles; non-fonctionnelles; exigences non-fonctionnelles; besoins non fonctionnels; objectif du sprint; objectif de sprint; objectifs du sprint; objectifs metier; criteres de succes; roles et responsabilites; strategie de test; plan de test; plan de tests; modele de donnees; pile technique; plan de communication; objectif du produit; objectifs d'apprentissage; objectifs pedagogiques; liens utiles; liens de reference; ressources necessaires; ressources requises; remarques importantes; points d'attention; points de vigilance; conclusion; decisions a arbitrer; decisions a prendre",
  closedMatters:
    'glossaire; personas; hors perimetre; definition de fini; definition de pret; definition of done; legende; hors du perimetre; non retenu; etiquettes; types de tickets; etat actuel; etat des lieux',
  interfaces: "ecrans; points d'acces; endpoints; endpoints api; tables de la base de donnees",
  contents: 'sommaire; table des matieres',
  framings: "definition; definitions; liste; apercu; vue d'ensemble; profil; profils",
  formats: 'format; structure; modele; gabarit; regles; conventions; redaction',
  productParts: "glossaire; liste de souhaits; liste d'envies",
  genericHeadings:
    "transverse; transversal; transversaux; travaux techniques; sujets techniques; technique; indispensable; important; souhaitable; haute priorite; priorite haute; priorite basse; priorite moyenne; perimetre; general; divers; fonctionnel; exigences fonctionnelles; exigences; resume; cahier des charges; feuille de route; carnet de produit; besoins fonctionnels; autres; suivi; doit avoir; devrait avoir; pourrait avoir; n'aura pas; critique; elevee; haute; moyenne; basse; faible; priorite elevee; priorite critique; plan de mise en œuvre; plan de mise en oeuvre; plan d'implementation; plan de developpement; plan de projet; plan de livraison; plan de travail; specification; specifications; specifications fonctionnelles; cas d'utilisation; exigences utilisateur; exigences du produit; priorites; jalons; iterations; perimetre fonctionnel; phases; futur; avenir; optionnel; facultatif; plus tard; scenarios utilisateur et tests; scenarios utilisateur & tests; scenarios utilisateur; scenarios utilisateurs; scenarios utilisateurs et tests; scenarios utilisateurs & tests",
  belongsTo: "pour; de; du; pour la; pour le; pour l'",
  articles: "le; la; l'; cette; cet; ce",
  wholes: 'projet; produit',
  teams: 'equipe',
  roleNames: 'role; roles; responsabilite; responsabilites',
  actors: 'acteur; acteurs; public cible; utilisateurs cibles',
  people:
    'utilisateur; utilisatrice; administrateur; administratrice; visiteur; redacteur; redactrice; relecteur; relectrice; vendeur; vendeuse; acheteur; moderateur; moderatrice; adherent; developpeur; developpeuse; testeur; etudiant; enseignant; patient; employe; organisateur; benevole; locataire; proprietaire; technicien; gestionnaire',
  sentences: [
    "(?:moi,? )?en tant qu(?:e |['’])(?:\\S+[ ,]+){1,14}?j(?:e |['’])",
    "je,? en tant qu(?:e |['’])[^.,]{2,40}?,? (?:veux|souhaite|voudrais|peux|dois)",
    'je (?:veux|souhaite|voudrais) .{3,160} (?:afin|pour)',
  ],
  roles: ["en tant qu(?:e |['’])[^.,]{2,60}"],
  criteriaQuestion:
    "(?:comment|a quoi) (?:(?:on|nous) (?:sait|savons|saura|saurons|voit|voyons|verra|verrons|reconnait)|(?:sait|saura|voit|verra|reconnait)-on|(?:savons|saurons|voyons|verrons)-nous|savoir|voir) (?:que|si|quand) (?:(?:c'est|tout est) (?:fini|termine|fait|pret|bon)|(?:ca|cela) (?:marche|fonctionne))",
  given: 'etant donne; etant donnee; etant donnes; soit; sachant',
  scenarioWhen: 'quand; lorsque; lorsqu',
  scenarioThen: 'alors',
  scenarioAnd: 'et; mais',
  scenario: 'scenario; exemple; plan du scenario',
  priorities: {
    1: 'urgent; urgente; critique; tres haute; tres elevee; indispensable; bloquant; doit; bloquante',
    2: 'haute; elevee; eleve; haut; importante; devrait; forte',
    3: 'moyenne; moyen; normale; normal; pourrait; souhaitable',
    4: 'basse; faible; bas; mineure; optionnel; tres basse; optionnelle; si le temps le permet',
  },
  pointUnits: 'points; pts',
  timeUnits: 'heures; heure; jours; jour; j; semaines; semaine; jh; j/h; mois',
  labourUnits:
    'j.h; j/h; jh; j-h; h.j; h/j; j/homme; jours-homme; jours/homme; jours homme; hommes-jours; heures de travail; jours de travail',
  none: 'aucune; aucun; neant; sans; non estime; non estimee; a estimer; a definir; a preciser; non chiffre; non chiffree; a chiffrer; pas encore estime; pas encore estimee',
  noAnswers: 'non; faux',
  yesAnswers: 'oui; vrai',
  forNow: "pour le moment; pour l'instant; encore; actuellement; prevu; prevue; prevus; prevues; ce",
  totals: 'total; somme; sous-total; charge; charge totale; capacite; capacite restante; velocite',
  fillers: 'tampon; marge; marge de manœuvre; reserve de capacite; imprevus',
  statuses:
    'prete; termine; annule; annulee; abandonne; abandonnee; terminee; fait; en cours; en affinage; en raffinement; en cadrage; en conception; pret a developper; prete a developper; prets a developper; pretes a developper; a faire; livre; livree; faite; planifie; planifiee; bloque; bloquee; en attente; en revue; en test; reporte; reportee; differe; differee; approuve; approuvee; non commence; non commencee; en pause; partiellement termine; faits; faites; termines; terminees; en developpement; en recette; en validation; en relecture; en production; a tester; a relire; pret pour le developpement; valide; validee; archivee; archivees; livrees; planifiees; bloques; bloquees; annules; annulees; abandonnees; reportees; approuvees; validees; acheve; achevee; achevees; non commences; non commencees; partiellement terminee',
  statusNouns: 'livre; livree',
  dittos: 'idem; voir ci-dessus; comme ci-dessus; meme chose',
  logs: 'journal; journal de bord; journal du projet; historique; suivi; suivi hebdomadaire; rapport d’avancement',
  storyMaps: 'story map; carte des recits; cartographie des recits',
  useCases: "cas d'utilisation; cas d'usage; use case",
  useCaseKeys: 'cu',
  mapActivities: 'activité; activité utilisateur',
  mapSteps: 'étape; tâche; tâche utilisateur',
  backlogs: 'carnet de produit; carnet du produit',
  unwanted: "n'aura pas*",
  exclusions:
    'hors perimetre; hors du perimetre; hors scope; non inclus; non-objectifs; retire du perimetre; retires du perimetre; retirees du perimetre; rejete; rejetes; rejetees; ecarte; ecartes; ecartees; abandonne; abandonnes; abandonnees; non retenu; non retenus; non retenues; pas dans ce; pas dans cette; ne sera pas fait',
  additions: 'ajout; ajouts; ajoute; ajoutes; ajoutee; ajoutees; ajouts tardifs',
  standings:
    'pas pret; pas prets; pas pretes; trop gros; trop grosses; a decouper; a clarifier; deja fait; deja livre; deja termine; termine; termines; terminees; livrees; reporte; reportes; reportees; differe; differes; differees; peut-etre; si le temps le permet; engage; engages; engagees; si on a le temps; si le temps permet; reliquat',
  foreignColumns:
    'courriel; telephone; risque; risques; attenuation; mitigation; probabilite; indicateur; terme; definition; responsabilite; jalon; decision; hypothese; cas de test; concurrent; resultat attendu; etapes; methode; variable; semaine; question; reponse; technologie; couche; environnement; capacite; velocite; points prevus; couleur; champ; propriete; parametre',
  agreedColumns: 'consensus; accord; final; retenu; resultat',
  workColumns: 'travaux; travail à faire; travaux à réaliser; contenu du travail; description du travail',
  themeColumns: 'theme; thematique',
  needColumns: 'besoin de; a besoin de; apres; suit; exige; attend',
  problemColumns:
    'gravite; impact; resolution; cause; causes; contournement; solution; symptome; recommandation; consequence; remede; depuis',
  fieldColumns: "champ; champs; attribut; attributs; propriete; proprietes; nom du champ; nom de l'attribut",
  valueColumns: 'valeur; valeurs; contenu; detail; details; description',
  levels: 'niveau',
  headings: 'titre; titres',
  equals: 'est; sont; etait; etaient',
  indefiniteArticles: 'un; une',
  gherkinHeads: 'fonctionnalite; contexte; regle',
  scenarioExamples: 'exemples',
  criterionMarks: "ca; critere; critere d'acceptation",
  criterionColumns: '*critere*; *description*; attendu*',
  abbreviations: 'p.ex; ex; env; cf; mme; dr',
  storyRoles: "en tant que; en tant qu'",
  storyRoleEnds: '',
  storyWants: 'je veux; je souhaite; je voudrais',
  storyBenefits: 'afin de; afin que; pour que',
  wishes: 'je peux',
  technical: '*techni*',
  business: 'metier',
  durations: 'duree; temps',
  endings: 's; es; x',
  qualifiers:
    'minimum; minimaux; minimales; principaux; principal; principales; essentiels; cles; cle; detailles; initiaux; provisoires; extraits; extrait',
  placeholders: 'titre; nom',
  defects: 'bogue; bogues',
  undecided:
    'a definir; a preciser; a completer; a rediger; a determiner; non defini; non definis; pas encore defini; pas encore definis',
  enablerTypes: {
    INFRASTRUCTURE: '*infrastru*',
    TECHNICAL_DEBT: '*dette technique*; *dettes techniques*',
    RESEARCH: '*recherche*; *investigation*',
    ARCHITECTURE: '*architec*',
  },
  enablerSubjects: {
    INFRASTRUCTURE:
      'environnement de test*; environnement de recette; preproduction; pre-production; sauvegarde*; serveur*; reseau; hebergement*; centre de donnees; pare-feu; deploiement*',
    TECHNICAL_DEBT:
      'nettoyage du code; nettoyer le code; code mort; bibliotheques obsoletes; refactoris*; remaniement*',
    RESEARCH: 'etude de; faisabilite; evaluer; comparer; comparatif; preuve de concept',
  },
  ands: 'et',
  alongWith: 'avec',
  theirs: 'leurs; leur; les; ses',
  possessives: '',
  dependsBehind: '',
  each: 'chaque',
  all: 'tous; toutes; tous les; toutes les',
  equalsBehind: '',
  listEntries: 'puce; puces; entree; entrees; point; points; tiret; tirets; ligne; lignes',
  boardCards: 'carte; cartes; fiche; fiches; ticket; tickets; element; elements; post-it',
  tableRows: 'ligne; lignes',
  placesBelow: 'ci-dessous; ici; dessous; dans; sur; sous',
  ors: 'ou',
  upTo: 'a',
  prepositions: 'de; des; du; sur; pour; avec; par; dans',
  goesOn: 'avant; apres; qui; que; a; au; aux; issues; pendant',
  following: 'suivantes; suivants; ces',
  dealtWith:
    'discute*; aborde*; vues; vus; estimee*; retenue*; retenus; choisie*; choisis; identifie*; affinee*; examine*; convenue*; convenus; evoque*; presente*; revues; revus; passees en revue',
  speaksAbout:
    'comment; pourquoi; exemple; exemples; abandonnee; abandonnees; rejetee; rejetees; fermees; resolues; pas; autres; corrigee; corrigees; anciennes; modele; modeles; nombre; regles',
  agendaPoints: "point de l'ordre du jour; point; sujet",
  plurals:
    'epopees; epiques; fonctionnalites; recits; histoires; facilitateurs; taches; anomalies; exigences; besoins',
  unchangedPlurals: '',
  numbers: 'n°; no; num; numero',
  identifiers: 'identifiant; cle',
  names: 'titre; nom; intitule; libelle',
  codes: 'code; ref; ref.',
  references: 'voir',
  issues: 'demande; demandes',
  tickets: 'ticket; tickets',
  numerals: 'un; deux; trois; quatre; cinq; six',
  qualities:
    "utilisabilite; ergonomie; convivialite; accessibilite; maintenabilite; evolutivite; scalabilite; passage a l'echelle; fiabilite; disponibilite; portabilite; compatibilite; interoperabilite; extensibilite; testabilite; efficacite; performance; performances; securite; deploiement; mises a jour",
  disciplines: 'qualité du code; améliorations',
  retrospectives: 'retrospective',
  firmMatters: 'risques; glossaire; hypotheses; modele; legende',
  toDo: 'a faire; reste a faire',
  plans:
    "feuille de route; liste des taches; plan de projet; plan de mise en œuvre; plan de mise en oeuvre; plan d'implementation; plan de developpement; plan de travail; liste des fonctionnalites",
  noPlans:
    '*regles*; *objectifs*; risques; modele; reunion; compte rendu; *hors mvp*; *hors du mvp*; *ne sera pas implemente*; *ne seront pas implemente*',
  releaseNotes: 'notes de version; journal des modifications; historique des versions; nouveautes',
  planTerms: 'recits; exigences; priorisation; jalons',
  managing: 'gestion; administration',
  documentTerms: 'resume; liste; legende; risques; dependances; calendrier; tableau; modele',
  overviews: 'apercu; specification; matrice; specifications; matrices',
  priorityHeadings: "priorite; doit avoir; devrait avoir; pourrait avoir; n'aura pas",
  subordinates: 'sous*',
  parts:
    'fonction; module; sous-systeme; composant; domaine; groupe de fonctionnalites; microservice; micro-service; service; projet; livrable',
  productPages: 'demarrage rapide; utilisation; licence; contribuer; prerequis',
  personNeeds: 'objectifs; besoins; perspective',
  personEndings: 's; e',
  about: 'env; env.; environ',
  pointSigns: "pts; points de complexite; points d'effort; points d'histoire",
  difficulties: 'difficulte; niveau de difficulte',
  textLabels: 'description; descriptif',
  pointScales: 'fibonacci; points de complexite',
  stages: 'sprint; phase; sprints; phases; semaine; semaines; mois; trimestre',
  badges: 'nouveau',
  toCome: 'a venir; bientot; futur',
  modals: 'doit; devrait; pourrait',
  obligations: 'doit; doivent; devra; devront',
  permissions: 'peut; peuvent; pourra; pourront',
  statedSubjects:
    "le systeme; l'application; la plateforme; le logiciel; le produit; le site; l'utilisateur; les utilisateurs; un utilisateur",
  subjectsBehind: '',
  keyPrefixes: {
    STORY: 'us',
    REQUIREMENT: 'ef',
  },
  openPrefixes: 'ef',
  spacedPrefixes: 'us',
} satisfies LanguageWords;
