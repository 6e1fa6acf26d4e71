import type { LanguageWords } from './language.ts';

export const spanish = {
  work: {
    EPIC: 'epica; epicas; epopeya',
    FEATURE: 'funcionalidad; funcionalidades; caracteristica; caracteristicas',
    STORY:
      'historia de usuario; historias de usuario; historia; historias; relato de usuario; hu; historia tecnica; historias tecnicas',
    ENABLER:
      'habilitador; habilitadores; facilitador; facilitadores; habilitador tecnico; habilitador de arquitectura; habilitador de infraestructura; deuda tecnica',
    TASK: 'tarea; tareas',
    BUG: 'error; errores; incidencia; incidencias; defecto; defectos',
    REQUIREMENT:
      'requisito; requisitos; requerimiento; requerimientos; requisito funcional; requisitos funcionales; requerimientos funcionales',
  },
  areasFollow: true,
  fields: {
    criteria:
      'criterios de aceptacion; criterio de aceptacion; criterios de aceptación; ca; condiciones de aceptacion; terminado cuando; hecho cuando; aceptado si; aceptado cuando; se acepta si; se acepta cuando; listo cuando; condiciones de satisfaccion; criterios de validacion; pruebas de aceptacion',
    points:
      'puntos de historia; puntos; puntos historia; story points; estimacion (puntos); puntos de esfuerzo; estimacion (sp); esfuerzo (puntos); esfuerzo (sp)',
    estimate: 'estimacion; esfuerzo; tamano; complejidad',
    priority: 'prioridad; importancia',
    status: 'estado; estatus',
    labels: 'etiquetas; etiqueta; componente',
    dependencies:
      'dependencias; dependencia; depende de; prerrequisitos; requisitos previos; bloqueada por; bloqueado por; precondiciones de entrega; prerrequisito',
    description: 'descripcion; objetivo; detalle; detalles; enunciado; contexto; valor; valor de negocio',
    title: 'titulo; nombre; resumen; asunto; nombre de la historia; titulo de la historia',
    key: 'identificador; codigo; numero; clave; n.º; id historia; nº; id de historia',
    type: 'tipo',
    parent:
      'padre; epica relacionada; pertenece a; relacionado con; relacionado con (epic id); epica asociada; id epica; epica padre',
    role: 'como; rol; actor; usuario',
    want: 'quiero; deseo; necesito; quiero...; accion',
    benefit: 'para; para que; beneficio; con el fin de',
    tasks: 'tareas; subtareas; tareas tecnicas',
    notes:
      'notas; nota; observaciones; comentarios; supuestos; fuera de alcance; preguntas abiertas; definicion de terminado; notas tecnicas; riesgos; no incluido; no incluye; excluido; ideas futuras; ideas para despues; fuera del alcance; definicion de hecho; reglas de negocio',
    attribute:
      'responsable; equipo; fecha; asignado a; hito; fuente; autor; iteracion; sprint; version; modulo',
  },
  containers:
    'descripcion; descripciones; lista; listado; de; del; la; las; los; y; producto; resumen; detalle; tabla; detalladas; backlog; pila del producto; catalogo; con; por; mapa',
  timeBoxes: 'iteracion; fase; hito; semana; mes; trimestre; etapa; entrega; lanzamiento',
  otherMatters:
    'riesgos; objetivos; introduccion; contexto; anexo; anexos; historial; historial de cambios; interesados; vision; vision del producto; supuestos; restricciones; preguntas abiertas; arquitectura; requisitos no funcionales; requerimientos no funcionales; equipo; metricas; control de versiones; roles; cronograma; capacidad del equipo; objetivo; alcance; asistentes; participantes; ausentes; orden del dia; acta; proxima reunion; proximos pasos; ideas; aparcamiento de ideas; decisiones; acuerdos; registro de decisiones; preguntas; dudas; pendientes de la reunion; repaso de la semana; acuerdos y tareas de la reunion',
  closedMatters:
    'glosario; indice; personas; fuera de alcance; retrospectiva; definicion de terminado; definicion de hecho; leyenda; no incluido',
  genericHeadings:
    'trabajo tecnico; trabajos tecnicos; temas tecnicos; prioridad alta; prioridad media; prioridad baja; alcance; general; otros; requisitos; requisitos funcionales; requerimientos funcionales; pendiente; en curso; terminado; plan; hoja de ruta; imprescindible; deseable; resumen; en progreso; hecho; debe tener; deberia tener; podria tener; pila del producto',
  belongsTo: 'para; de; de la; del',
  articles: 'el; la; este; esta',
  teams: 'equipo; escuadron',
  sentences: [
    '(?:yo )?como (?:\\S+[ ,]+){1,14}?(?:quiero|deseo|necesito|quisiera|puedo|requiero|me gustaria|debo|queremos|necesitamos|espero|puede|quiere)',
    'como (?:un |una |el |la )?[^.,]{2,60}[,]?$',
  ],
  given: 'dado; dada; dados; dado que; dadas',
  scenarioWhen: 'cuando',
  scenarioThen: 'entonces',
  scenarioAnd: 'y; pero',
  scenario: 'escenario; ejemplo',
  priorities: {
    1: 'urgente; critica; critico; muy alta; imprescindible; debe tener; debe; maxima',
    2: 'alta; alto; importante; deberia; deberia tener',
    3: 'media; medio; normal; podria; podria tener',
    4: 'baja; bajo; muy baja; opcional; menor; no tendra; deseable',
  },
  pointUnits: 'puntos; punto; pts',
  timeUnits: 'horas; hora; dias; dia; semanas; semana; meses',
  none: 'ninguna; ninguno; no aplica; sin dependencias; sin estimar; no estimada; por estimar',
  totals: 'total; suma; subtotal',
  statuses:
    'hecho; hecha; pendiente; cancelado; cancelada; descartado; descartada; en progreso; en curso; terminado; terminada; completado; completada; finalizado; finalizada; planificado; planificada; bloqueado; bloqueada; en revision; en pruebas; por hacer; sin empezar; no iniciado; no iniciada; aplazado; aplazada; entregado; entregada; aprobado; aprobada; abierto; abierta; cerrado; cerrada',
  dittos: 'igual; lo mismo; idem; igual que arriba; ver arriba',
  backlogs: 'pila del producto; pila de producto; pila del sprint',
  exclusions: 'fuera de alcance; fuera del alcance; no incluido; exclusiones',
  foreignColumns:
    'riesgo; riesgos; mitigacion; probabilidad; metrica; indicador; termino; definicion; responsabilidad; hito; decision; supuesto; caso de prueba; competidor; resultado esperado; pasos; metodo; variable; semana; pregunta; respuesta; tecnologia; capa; entorno; capacidad; velocidad; puntos planificados; color; campo; propiedad; parametro',
  fieldColumns: 'campo; campos; atributo; atributos; propiedad; propiedades; aspecto',
  valueColumns: 'valor; valores; contenido; detalle; detalles; descripcion',
  levels: 'nivel',
  headings: 'titulo; encabezado',
  equals: 'es; son',
  indefiniteArticles: 'un; una',
  gherkinHeads: 'caracteristica; antecedentes; regla',
  criterionMarks: 'ca; criterio; criterio de aceptacion',
  criterionColumns: '*criteri*; *descripcion*; esperado*',
  storyRoles: 'como; yo como',
  storyWants: 'quiero; deseo',
  storyBenefits: 'para que; con el fin de',
  wishes: 'necesito; puedo',
  technical: '*tecnic*',
  business: 'negocio',
  durations: 'duracion; tiempo',
  endings: 's; es',
  placeholders: 'titulo; nombre',
  enablerTypes: {
    INFRASTRUCTURE: '*infraestru*',
    TECHNICAL_DEBT: '*deuda tecnica*',
    RESEARCH: '*investigaci*',
    ARCHITECTURE: '*arquitect*',
  },
  ands: 'y; e',
  ors: 'o; u',
  upTo: 'a; hasta',
  prepositions: 'de; del; sobre; para; con; por; en',
  goesOn: 'antes; despues; que; hasta; a; durante',
  speaksAbout:
    'por que; ejemplo; ejemplos; descartad*; rechazad*; cerrad*; resuelt*; otro; otra; otros; otras; corregid*; anteriores; plantilla; plantillas; numero; reglas',
  agendaPoints: 'punto del orden del dia',
  plurals:
    'epicas; funcionalidades; caracteristicas; historias; habilitadores; facilitadores; tareas; errores; incidencias; defectos; requisitos; requerimientos',
  unchangedPlurals: '',
  numbers: 'nº; n°; n.º; num; num.; numero',
  identifiers: 'identificador; clave',
  codes: 'codigo; cod; cod.',
  references: 'ver; vease',
  numerals: 'uno; dos; tres; cuatro; cinco; seis',
  firmMatters: 'riesgos; glosario; retrospectiva; supuestos; plantilla; leyenda',
  plans: 'hoja de ruta; lista de tareas; tareas; plan de proyecto',
  noPlans: '*reglas*; *objetivos*; riesgos; plantilla; reunion; acta',
  planTerms: 'historias; requisitos; priorizacion; iteraciones; hitos',
  documentTerms: 'resumen; lista; leyenda; riesgos; dependencias; cronograma; tabla; plantilla',
  overviews: 'especificacion; matriz',
  priorityHeadings: 'prioridad',
  subordinates: 'sub*',
  productPages:
    'instalacion; primeros pasos; inicio rapido; uso; licencia; contribuir; requisitos previos; despliegue',
  personNeeds: 'objetivos; necesidades; perspectiva',
  personEndings: 's; es',
  about: 'aprox; aprox.',
  pointSigns: 'pts',
  stages: 'sprint; fase',
  badges: 'nuevo',
  modals: 'debe; deberia; podria',
  subjectsBehind: '',
} satisfies LanguageWords;
