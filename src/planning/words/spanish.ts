import type { LanguageWords } from './language.ts';

export const spanish = {
  otherLetters: {},
  work: {
    EPIC: 'epica; epicas; epopeya; epopeyas',
    FEATURE:
      'funcionalidad; funcionalidades; caracteristica; caracteristicas; especificacion de funcionalidad; especificacion de la funcionalidad',
    STORY:
      'historia de usuario; historias de usuario; historia; historias; relato de usuario; hu; historia tecnica; historias tecnicas',
    ENABLER:
      'habilitador; habilitadores; facilitador; facilitadores; habilitador tecnico; habilitador de arquitectura; habilitador de infraestructura; deuda tecnica',
    TASK: 'tarea; tareas; tarea tecnica; tareas tecnicas',
    BUG: 'error; errores; incidencia; incidencias; defecto; defectos',
    REQUIREMENT:
      'requisito; requisitos; requerimiento; requerimientos; requisito funcional; requisitos funcionales; requerimientos funcionales',
  },
  workPackages: 'paquete de trabajo; paquetes de trabajo',
  areasFollow: true,
  fields: {
    criteria:
      'criterios de aceptacion; criterio de aceptacion; criterios de aceptación; ca; condiciones de aceptacion; terminado cuando; hecho cuando; aceptado si; aceptado cuando; se acepta si; se acepta cuando; listo cuando; condiciones de satisfaccion; criterios de validacion; pruebas de aceptacion; aceptacion; criterios de satisfaccion; esta hecho cuando; esta terminado cuando; esta listo cuando; esta listo si; hecho si; terminado si; listo si; estamos contentos cuando; estamos satisfechos cuando; estamos satisfechos si; escenarios de aceptacion; criterios',
    points:
      'puntos de historia; puntos; puntos historia; story points; estimacion (puntos); puntos de esfuerzo; estimacion (sp); esfuerzo (puntos); esfuerzo (sp); puntos estimados; puntos de historia estimados; estimacion en puntos; puntaje',
    estimate: 'estimacion; esfuerzo; tamano; complejidad',
    priority: 'prioridad; importancia',
    status: 'estado; estatus',
    labels: 'etiquetas; etiqueta; componente',
    dependencies:
      'dependencias; dependencia; depende de; prerrequisitos; requisitos previos; bloqueada por; bloqueado por; precondiciones de entrega; prerrequisito; requiere',
    description: 'descripcion; objetivo; detalle; detalles; enunciado; contexto; valor; valor de negocio',
    title: 'titulo; nombre; resumen; asunto; nombre de la historia; titulo de la historia; elemento',
    key: 'identificador; codigo; numero; clave; n.º; id historia; nº; id de historia',
    type: 'tipo; tipo de dato; tipo de datos',
    parent:
      'epica; epopeya; funcionalidad; caracteristica; padre; epica relacionada; pertenece a; relacionado con; relacionado con (epic id); epica asociada; id epica; epica padre',
    role: 'como; rol; actor; usuario; como un; como una; como un/una; yo como',
    want: 'quiero; deseo; necesito; accion; quiero poder; deseo poder; me gustaria',
    benefit: 'para; para que; beneficio; con el fin de; para poder; para que pueda; de modo que',
    tasks: 'tareas; subtareas; tareas tecnicas',
    done: 'definicion de terminado; definicion de hecho; criterios de exito; criterios de salida',
    notes:
      'notas; nota; observaciones; comentarios; supuestos; fuera de alcance; preguntas abiertas; notas tecnicas; riesgos; no incluido; no incluye; excluido; ideas futuras; ideas para despues; fuera del alcance; reglas de negocio; escenarios de prueba; escenarios de pruebas; casos de prueba; casos de pruebas',
    attribute:
      'responsable; equipo; fecha; asignado a; hito; fuente; autor; iteracion; sprint; version; modulo',
  },
  parentLinks: 'enlace; vinculo; vinculada; padre; relacionada; asociada',
  customFields: 'campo personalizado',
  containers:
    'conocidos; conocidas; casos de uso; avanzadas; avanzados; descripcion; descripciones; lista; listado; de; del; la; las; los; y; producto; resumen; detalle; tabla; detalladas; backlog; pila del producto; catalogo; con; por; mapa; opcionales; adicionales; futuras; futuros; deseables; extra; otras; complementarias; inicial; iniciales; priorizado; priorizada; priorizadas; prioridad; prioridades; priorizacion; nuevas; actuales; restantes; planificacion; desglose; estimacion; estimaciones; finales; aprobadas; principales; clave; por implementar; a implementar; para implementar; por desarrollar; a desarrollar',
  timeBoxes:
    'iteracion; fase; hito; semana; mes; trimestre; etapa; entrega; lanzamiento; corto plazo; a corto plazo; medio plazo; mediano plazo; a medio plazo; a mediano plazo; largo plazo; a largo plazo; ola; oleada',
  days: 'dia',
  relativeTimes: 'actual; en curso; proxima; proximo; siguiente; anterior; ultima; ultimo; esta; este',
  otherMatters:
    'ventajas; beneficios; historial de versiones; historial de revisiones; control de cambios; riesgos; objetivos; introduccion; contexto; anexo; anexos; historial; historial de cambios; interesados; vision; vision del producto; supuestos; restricciones; preguntas abiertas; arquitectura; requisitos no funcionales; requerimientos no funcionales; equipo; metricas; control de versiones; roles; cronograma; capacidad del equipo; objetivo; asistentes; participantes; ausentes; orden del dia; acta; proxima reunion; proximos pasos; ideas; aparcamiento de ideas; decisiones; acuerdos; registro de decisiones; preguntas; dudas; pendientes de la reunion; repaso de la semana; acuerdos y tareas de la reunion; bloqueos; bloqueadores; bloqueantes; impedimentos; puntos abiertos; temas abiertos; dependencias; dependencias externas; dependencias entre equipos; no funcionales; objetivo del sprint; objetivos del sprint; objetivos de negocio; objetivo del producto; criterios de exito; roles y responsabilidades; estrategia de pruebas; plan de pruebas; modelo de datos; plan de comunicacion; reglas de negocio; objetivos de aprendizaje; estado actual del sistema; estado actual del producto; situacion actual; enlaces utiles; enlaces de referencia; referencias; recursos necesarios; recursos requeridos; notas importantes; consideraciones; conclusion; conclusiones; decisiones pendientes; decisiones por tomar',
  closedMatters:
    'glosario; personas; fuera de alcance; definicion de terminado; definicion de hecho; leyenda; no incluido; etiquetas; tipos de incidencia; tipos de tareas',
  interfaces: 'pantallas; endpoints; endpoints de la api; tablas de la base de datos',
  contents: 'indice; tabla de contenido; tabla de contenidos; indice de contenidos',
  framings: 'definicion; definiciones; lista; listado; resumen; perfil; perfiles',
  formats: 'formato; estructura; plantilla; modelo; reglas; convenciones; redaccion',
  productParts: 'glosario; lista de deseos',
  genericHeadings:
    'transversal; transversales; trabajo tecnico; trabajos tecnicos; temas tecnicos; prioridad alta; prioridad media; prioridad baja; alcance; general; otros; requisitos; requisitos funcionales; requerimientos funcionales; plan; hoja de ruta; imprescindible; deseable; resumen; debe tener; deberia tener; podria tener; pila del producto; no tendra; prioridad critica; prioridad maxima; plan de implementacion; plan de desarrollo; plan de proyecto; plan de trabajo; plan de entrega; plan de entregas; especificacion; especificaciones; especificacion de requisitos; casos de uso; requisitos de usuario; requisitos del producto; prioridades; hitos; iteraciones; alcance funcional; fases; futuro; a futuro; opcional; opcionales; mas adelante; escenarios de usuario y pruebas; escenarios de usuario & pruebas; escenarios de usuario; desglose',
  belongsTo: 'para; de; de la; del',
  articles: 'el; la; los; las; este; esta',
  wholes: 'proyecto; producto; iniciativa',
  teams: 'equipo; escuadron',
  roleNames: 'rol; roles; responsabilidades',
  actors: 'actor; actores; publico objetivo; usuarios objetivo',
  people:
    'usuario; usuaria; cliente; administrador; administradora; invitado; visitante; editor; revisor; vendedor; comprador; moderador; socio; desarrollador; probador; estudiante; profesor; paciente; empleado; supervisor; organizador; voluntario; inquilino; propietario; tecnico',
  sentences: [
    '(?:yo )?como (?:\\S+[ ,]+){1,14}?(?:quiero|deseo|necesito|quisiera|puedo|requiero|me gustaria|debo|deberia|tengo que|queremos|necesitamos|espero|puede|quiere)',
  ],
  roles: ['como (?:un |una |el |la )?[^.,]{2,60}'],
  criteriaQuestion:
    'como (?:sabemos|sabremos|se sabe|saber|vemos|veremos) (?:que|si|cuando) (?:ya )?(?:(?:esta|queda) (?:todo )?(?:hecho|hecha|terminado|terminada|listo|lista|acabado|acabada|completo|completa)|funciona)',
  given: 'dado; dada; dados; dado que; dadas',
  scenarioWhen: 'cuando',
  scenarioThen: 'entonces',
  scenarioAnd: 'y; pero',
  scenario: 'escenario; ejemplo',
  priorities: {
    1: 'urgente; critica; critico; muy alta; imprescindible; debe tener; debe; maxima',
    2: 'alta; alto; importante; deberia; deberia tener',
    3: 'media; medio; normal; podria; podria tener',
    4: 'baja; bajo; muy baja; opcional; menor; no tendra; deseable; si hay tiempo; si da tiempo',
  },
  pointUnits: 'puntos; punto; pts',
  timeUnits: 'horas; hora; dias; dia; semanas; semana; meses',
  labourUnits:
    'pd; d/p; d/h; jornadas; dias-persona; dias persona; horas-hombre; hh; horas de trabajo; dias de trabajo',
  none: 'ninguna; ninguno; no aplica; sin dependencias; sin estimar; no estimada; por estimar; por definir; pendiente de estimar; sin estimacion; por determinar',
  noAnswers: 'no; falso',
  yesAnswers: 'si; verdadero',
  forNow:
    'por ahora; por el momento; de momento; aun; todavia; actualmente; previsto; prevista; previstos; previstas; en; esta',
  totals: 'total; suma; subtotal; carga; carga total; capacidad; velocidad',
  fillers: 'colchon; holgura; margen; reserva de capacidad; imprevistos',
  statuses:
    'hecho; hecha; pendiente; cancelado; cancelada; descartado; descartada; en progreso; en curso; en refinamiento; en analisis; en diseno; lista para desarrollar; listo para desarrollar; listas para desarrollar; listos para desarrollar; listas para desarrollo; listos para desarrollo; terminado; terminada; completado; completada; finalizado; finalizada; planificado; planificada; bloqueado; bloqueada; en revision; en pruebas; por hacer; sin empezar; no iniciado; no iniciada; aplazado; aplazada; diferido; diferida; diferidos; diferidas; pospuesto; pospuesta; pospuestos; pospuestas; postergado; postergada; entregado; entregada; aprobado; aprobada; abierto; abierta; cerrado; cerrada; haciendo; en desarrollo; en proceso; en espera; en validacion; en qa; en produccion; listo; lista para desarrollo; listo para desarrollo; listo para pruebas; por revisar; por probar; por empezar; pendientes; hechos; hechas; terminados; terminadas; completados; completadas; archivado; archivados; archivadas; cancelados; canceladas; descartados; descartadas; finalizados; finalizadas; planificados; planificadas; bloqueados; bloqueadas; aplazados; aplazadas; entregados; entregadas; aprobados; aprobadas; implementado; implementada; implementados; implementadas; rechazado; rechazada; rechazados; rechazadas; aceptado; aceptada; aceptados; aceptadas; no iniciados; no iniciadas',
  statusNouns: '',
  dittos: 'igual; lo mismo; idem; igual que arriba; ver arriba',
  logs: 'bitacora; diario; historial; seguimiento; registro de avance; registro',
  storyMaps: 'story map; mapa de historias',
  useCases: 'caso de uso',
  useCaseKeys: 'cu',
  mapActivities: 'actividad; actividad del usuario; actividad de usuario',
  mapSteps: 'paso; tarea; tarea del usuario',
  backlogs: 'pila del producto; pila de producto; pila del sprint',
  unwanted: 'no tendra*',
  exclusions:
    'fuera de alcance; fuera del alcance; no incluido; exclusiones; retirado del alcance; retiradas del alcance; retirados del alcance; rechazado; rechazados; rechazada; rechazadas; descartado; descartados; descartada; descartadas; no en este; no en esta; no se hara',
  additions:
    'anadido; anadidos; anadida; anadidas; agregado; agregados; agregadas; incorporaciones; incorporaciones tardias',
  standings:
    'no listo; no listas; no listos; demasiado grande; demasiado grandes; por dividir; por aclarar; ya hecho; ya terminado; terminado; terminados; terminadas; entregado; entregados; entregadas; aplazado; aplazados; aplazadas; pospuesto; pospuestos; pospuestas; tal vez; quiza; quizas; si da tiempo; si queda tiempo; comprometido; comprometidos; comprometidas; si hay tiempo',
  foreignColumns:
    'correo; correo electronico; telefono; riesgo; riesgos; mitigacion; probabilidad; metrica; indicador; termino; definicion; responsabilidad; hito; decision; supuesto; caso de prueba; competidor; resultado esperado; pasos; metodo; variable; semana; pregunta; respuesta; tecnologia; capa; entorno; capacidad; velocidad; puntos planificados; color; campo; propiedad; parametro',
  agreedColumns: 'acordado; consenso; final; resultado',
  workColumns: 'trabajo a realizar; descripción del trabajo; contenido del trabajo',
  themeColumns: 'tema; temas',
  needColumns: 'necesita; despues de; tras; sigue a; precisa; espera a',
  problemColumns:
    'gravedad; severidad; impacto; resolucion; causa; causas; solucion; sintoma; recomendacion; consecuencia; remedio; desde',
  fieldColumns:
    'campo; campos; atributo; atributos; propiedad; propiedades; aspecto; nombre del campo; nombre del atributo',
  valueColumns: 'valor; valores; contenido; detalle; detalles; descripcion',
  levels: 'nivel',
  headings: 'titulo; titulos; encabezado; encabezados',
  equals: 'es; son; era; eran; fueron',
  indefiniteArticles: 'un; una',
  gherkinHeads: 'caracteristica; antecedentes; regla',
  scenarioExamples: 'ejemplos',
  criterionMarks: 'ca; criterio; criterio de aceptacion',
  criterionColumns: '*criteri*; *descripcion*; esperado*',
  abbreviations: 'p.ej; ej; aprox; sr; sra; dr; dra',
  storyRoles: 'como; yo como',
  storyRoleEnds: '',
  storyWants: 'quiero; deseo',
  storyBenefits: 'para que; con el fin de',
  wishes: 'necesito; puedo',
  technical: '*tecnic*',
  business: 'negocio',
  durations: 'duracion; tiempo',
  endings: 's; es',
  qualifiers:
    'minimo; minimos; principales; principal; clave; esenciales; detallados; iniciales; preliminares; destacados; extracto',
  placeholders: 'titulo; nombre',
  defects: 'defecto; defectos',
  undecided:
    'por definir; a definir; por determinar; por concretar; por completar; sin definir; pendiente de definir',
  enablerTypes: {
    INFRASTRUCTURE: '*infraestru*',
    TECHNICAL_DEBT: '*deuda tecnica*',
    RESEARCH: '*investigaci*',
    ARCHITECTURE: '*arquitect*',
  },
  enablerSubjects: {
    INFRASTRUCTURE:
      'entorno de prueb*; entornos de prueb*; entorno de preproduccion; preproduccion; copia de seguridad; copias de seguridad; respaldo*; servidor*; red local; red movil; red de datos; alojamiento web; monitorizacion; monitoreo; centro de datos; cortafuegos; despliegue*',
    TECHNICAL_DEBT:
      'refactoriza*; limpieza de codigo; limpieza del codigo; limpiar el codigo; codigo muerto; codigo heredado',
    RESEARCH: 'viabilidad; factibilidad; evaluar; comparar; comparativa; prueba de concepto',
  },
  ands: 'y; e',
  alongWith: 'con',
  theirs: 'sus; los; su',
  possessives: '',
  dependsBehind: '',
  each: 'cada',
  all: 'todas; todos; todas las; todos los',
  equalsBehind: '',
  listEntries: 'vineta; vinetas; entrada; entradas; punto; puntos; guion; guiones; linea; lineas',
  boardCards: 'tarjeta; tarjetas; ficha; fichas; elemento; elementos; tique; tiques; ticket; tickets',
  tableRows: 'fila; filas; linea; lineas',
  placesBelow: 'abajo; aqui; debajo; siguiente; en; bajo; del; de la',
  ors: 'o; u',
  upTo: 'a; hasta',
  prepositions: 'de; del; sobre; para; con; por; en',
  goesOn: 'antes; despues; que; hasta; a; durante',
  following: 'siguientes; estas; estos',
  dealtWith:
    'discutid*; revisad*; estimad*; acordad*; seleccionad*; elegid*; identificad*; refinad*; tratad*; comentad*; vistas; vistos; propuest*; recogid*; presentad*',
  speaksAbout:
    'por que; ejemplo; ejemplos; descartad*; rechazad*; cerrad*; resuelt*; otro; otra; otros; otras; corregid*; anteriores; plantilla; plantillas; numero; reglas',
  agendaPoints: 'punto del orden del dia; punto; asunto',
  plurals:
    'epicas; funcionalidades; caracteristicas; historias; habilitadores; facilitadores; tareas; errores; incidencias; defectos; requisitos; requerimientos; temas',
  unchangedPlurals: '',
  numbers: 'nº; n°; n.º; num; num.; numero',
  identifiers: 'identificador; clave',
  names: 'titulo; nombre',
  codes: 'codigo; cod; cod.',
  references: 'ver; vease',
  issues: 'incidencia; incidencias',
  tickets: 'tique; tiques',
  numerals: 'uno; dos; tres; cuatro; cinco; seis',
  qualities:
    'usabilidad; accesibilidad; mantenibilidad; escalabilidad; fiabilidad; confiabilidad; disponibilidad; portabilidad; compatibilidad; interoperabilidad; extensibilidad; eficiencia; rendimiento; seguridad; despliegue; actualizaciones',
  disciplines: 'infraestructura; calidad del código; calidad de código; mejoras',
  retrospectives: 'retrospectiva',
  firmMatters: 'riesgos; glosario; supuestos; plantilla; leyenda',
  toDo: 'por hacer; pendientes',
  plans:
    'hoja de ruta; lista de tareas; tareas; plan de proyecto; plan de implementacion; plan de desarrollo; plan de trabajo; lista de funcionalidades',
  noPlans:
    '*reglas*; *objetivos*; riesgos; plantilla; reunion; acta; *fuera del mvp*; *no incluido en el mvp*; *no incluidas en el mvp*; *no se implementa*',
  releaseNotes:
    'notas de la version; notas de version; registro de cambios; historial de versiones; novedades de la version',
  planTerms: 'historias; requisitos; priorizacion; iteraciones; hitos',
  managing: 'gestion; administracion',
  documentTerms: 'resumen; lista; leyenda; riesgos; dependencias; cronograma; tabla; plantilla',
  overviews: 'especificacion; matriz; especificaciones; matrices',
  priorityHeadings: 'prioridad; debe tener; deberia tener; podria tener; no tendra',
  subordinates: 'sub*',
  parts:
    'funcion; modulo; subsistema; componente; area; grupo de funcionalidades; microservicio; servicio; proyecto; entregable',
  productPages:
    'instalacion; primeros pasos; inicio rapido; uso; licencia; contribuir; requisitos previos; despliegue',
  personNeeds: 'objetivos; necesidades; perspectiva',
  personEndings: 's; es',
  about: 'aprox; aprox.',
  pointSigns: 'pts; puntos de historia; punto de historia',
  difficulties: 'dificultad; nivel de dificultad',
  textLabels: 'descripcion',
  pointScales: 'fibonacci; puntos de historia',
  stages: 'sprint; fase; sprints; fases; semana; semanas; mes; meses; trimestre',
  badges: 'nuevo',
  toCome: 'futuro; futura; proximamente',
  modals: 'debe; deberia; podria',
  obligations: 'debe; deben; debera; deberan',
  permissions: 'puede; pueden; podra; podran',
  statedSubjects:
    'el sistema; la aplicacion; la app; la plataforma; el software; el producto; el sitio; el usuario; los usuarios; un usuario',
  subjectsBehind: '',
  keyPrefixes: {
    EPIC: 'epica',
    STORY: 'hu; hdu; h; uh',
    REQUIREMENT: 'rf; reqf',
  },
  openPrefixes: 'h; rf',
  spacedPrefixes: 'hu; hdu; rf',
} satisfies LanguageWords;
