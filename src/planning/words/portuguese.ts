import type { LanguageWords } from './language.ts';

export const portuguese = {
  work: {
    EPIC: 'epico; epicos',
    FEATURE: 'funcionalidade; funcionalidades; recurso; recursos',
    STORY:
      'historia de usuario; historias de usuario; historia do usuario; historias do usuario; historia de utilizador; historias de utilizador; historia; historias; estoria; estorias; estoria de usuario',
    ENABLER:
      'habilitador; habilitadores; viabilizador; facilitador; habilitador tecnico; habilitadores tecnicos; facilitadores; facilitador tecnico; facilitadores tecnicos; viabilizador tecnico; viabilizadores; divida tecnica; debito tecnico',
    TASK: 'tarefa; tarefas',
    BUG: 'defeito; defeitos; erro; erros',
    REQUIREMENT: 'requisito; requisitos; requisito funcional; requisitos funcionais',
  },
  areasFollow: true,
  fields: {
    criteria:
      'criterios de aceitacao; criterio de aceitacao; criterios de aceite; criterio de aceite; condicoes de aceitacao; ca; pronto quando; concluido quando; aceite quando; aceito quando; aceito se; condicoes de aceite; criterios de validacao; condicoes de satisfacao; testes de aceitacao',
    points:
      'pontos de historia; pontos; pontos da historia; estimativa (pontos); pontos de esforco; estimativa (sp); esforco (pontos); pontuacao',
    estimate: 'estimativa; esforco; tamanho; complexidade',
    priority: 'prioridade; importancia',
    status: 'estado; situacao; status',
    labels: 'etiquetas; rotulos; marcadores',
    dependencies:
      'dependencias; dependencia; depende de; pre-requisitos; bloqueado por; pre-requisito; bloqueada por',
    description: 'descricao; objetivo; detalhes; contexto; valor de negocio; valor',
    title: 'titulo; nome; resumo; assunto',
    key: 'identificador; codigo; numero; chave; nº',
    type: 'tipo',
    parent: 'pai; epico relacionado; pertence a; epico pai',
    role: 'como; papel; perfil; ator; eu como; persona',
    want: 'quero; desejo; preciso; eu quero; gostaria de',
    benefit: 'para; para que; beneficio; a fim de; de modo que',
    tasks: 'tarefas; subtarefas; tarefas tecnicas',
    notes:
      'notas; nota; observacoes; comentarios; premissas; fora do escopo; riscos; nao incluido; excluido; ideias futuras; fora de escopo; fora do ambito; definicao de pronto; notas tecnicas; regras de negocio; observacao',
    attribute: 'responsavel; equipe; equipa; prazo; data; autor; marco; fonte; sprint; versao',
  },
  containers:
    'descricao; descricoes; lista; de; do; da; das; dos; e; produto; resumo; visao geral; detalhe; tabela; backlog do produto; detalhadas; com; mapa',
  timeBoxes: 'iteracao; fase; marco; semana; mes; trimestre; etapa; entrega',
  otherMatters:
    'riscos; objetivos; introducao; contexto; anexo; sumario; historico; historico de versoes; partes interessadas; visao; visao do produto; premissas; restricoes; arquitetura; requisitos nao funcionais; metricas; equipe; cronograma; papeis; escopo; visao geral; participantes; ausentes; pauta; ata; proxima reuniao; proximos passos; ideias; decisoes; registro de decisoes; anexos; perguntas; duvidas; perguntas em aberto; questoes em aberto; encaminhamentos',
  closedMatters:
    'glossario; indice; personas; fora do escopo; retrospectiva; definicao de pronto; legenda; nao incluido',
  genericHeadings:
    'trabalho tecnico; trabalhos tecnicos; temas tecnicos; prioridade alta; prioridade media; prioridade baixa; escopo; geral; outros; requisitos; requisitos funcionais; a fazer; em andamento; concluido; plano; essencial; desejavel; resumo; visao geral; backlog do produto',
  belongsTo: 'para; de; do; da',
  articles: 'o; a; este; esta; deste; desta; do; da',
  teams: 'equipe; equipa',
  sentences: [
    '(?:eu,? )?(?:enquanto |na qualidade de )?como (?:\\S+[ ,]+){1,14}?(?:eu |nos )?(?:quero|desejo|preciso|gostaria|posso|necessito|devo|queremos|precisamos)',
    'enquanto (?:\\S+[ ,]+){1,14}?(?:quero|desejo|preciso|gostaria|posso)',
  ],
  given: 'dado; dada; dado que; dados',
  scenarioWhen: 'quando',
  scenarioThen: 'entao',
  scenarioAnd: 'e; mas',
  scenario: 'cenario; exemplo',
  priorities: {
    1: 'urgente; critica; critico; muito alta; essencial; altissima; deve ter',
    2: 'alta; alto; importante; deveria ter',
    3: 'media; medio; normal; poderia ter',
    4: 'baixa; baixo; muito baixa; opcional; desejavel; nao tera',
  },
  pointUnits: 'pontos; ponto; pts',
  timeUnits: 'horas; hora; dias; dia; semanas; semana; meses',
  none: 'nenhuma; nenhum; nao se aplica; sem dependencias; nao estimado; nao estimada; sem estimativa',
  totals: 'total; soma; subtotal',
  statuses:
    'concluido; concluida; em andamento; pendente; a fazer; feito; feita; cancelado; cancelada; descartado; descartada; em progresso; finalizado; finalizada; planejado; planejada; planeado; planeada; bloqueado; bloqueada; em revisao; em teste; em desenvolvimento; nao iniciado; nao iniciada; adiado; adiada; entregue; aprovado; aprovada; aberto; aberta; fechado; fechada',
  dittos: 'o mesmo; idem ao anterior; idem; igual ao anterior; ver acima',
  backlogs: 'lista de pendencias',
  exclusions: 'fora do escopo; fora de escopo; fora do ambito; fora de ambito; nao incluido; exclusoes',
  foreignColumns:
    'risco; riscos; mitigacao; probabilidade; metrica; indicador; termo; definicao; responsabilidade; marco; decisao; premissa; caso de teste; concorrente; resultado esperado; passos; metodo; variavel; semana; pergunta; resposta; tecnologia; camada; ambiente; capacidade; velocidade; pontos planejados; cor; campo; propriedade; parametro',
  fieldColumns: 'campo; campos; atributo; atributos; propriedade; propriedades; aspecto',
  valueColumns: 'valor; valores; conteudo; detalhe; detalhes; descricao',
  levels: 'nivel',
  headings: 'titulo; cabecalho',
  equals: 'e; sao',
  indefiniteArticles: 'um; uma',
  gherkinHeads: 'funcionalidade; caracteristica; contexto; regra',
  criterionMarks: 'ca; criterio; criterio de aceitacao; criterio de aceite',
  criterionColumns: '*criteri*; *descricao*; esperado*',
  storyRoles: 'como; eu como; enquanto',
  storyWants: 'quero; eu quero; desejo; gostaria de',
  storyBenefits: 'para que; a fim de',
  wishes: 'preciso; eu preciso; posso; eu posso',
  technical: '*tecnic*',
  business: 'negocio',
  durations: 'duracao; tempo',
  endings: 's; es',
  placeholders: 'titulo; nome',
  enablerTypes: {
    INFRASTRUCTURE: '*infraestru*',
    TECHNICAL_DEBT: '*divida tecnica*; *debito tecnico*; *refatora*',
    RESEARCH: '*pesquisa*; *investigaca*',
    ARCHITECTURE: '*arquitet*; *arquitect*',
  },
  ands: 'e',
  ors: 'ou',
  upTo: 'a; ate',
  prepositions: 'de; do; da; sobre; para; com; por; em',
  goesOn: 'antes; depois; que; das; dos; ate; a; durante',
  speaksAbout:
    'por que; exemplo; exemplos; descartad*; rejeitad*; fechad*; resolvid*; nao; outro; outra; outros; outras; corrigid*; anteriores; modelo; modelos; numero; regras',
  agendaPoints: 'ponto de pauta',
  plurals:
    'epicos; funcionalidades; recursos; historias; estorias; habilitadores; facilitadores; viabilizadores; tarefas; defeitos; erros; requisitos',
  unchangedPlurals: '',
  numbers: 'nº; n°; num; numero',
  identifiers: 'identificador; chave',
  codes: 'codigo; cod; cod.',
  references: 'ver; veja; chamado',
  numerals: 'um; dois; tres; quatro; cinco; seis',
} satisfies LanguageWords;
