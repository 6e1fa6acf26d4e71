import type { LanguageWords } from './language.ts';

export const portuguese = {
  otherLetters: {},
  work: {
    EPIC: 'epico; epicos; epopeia; epopeias',
    FEATURE:
      'funcionalidade; funcionalidades; recurso; recursos; especificacao de funcionalidade; especificacao da funcionalidade',
    STORY:
      'historia de usuario; historias de usuario; historia do usuario; historias do usuario; historia de utilizador; historias de utilizador; historia; historias; estoria; estorias; estoria de usuario',
    ENABLER:
      'habilitador; habilitadores; viabilizador; facilitador; habilitador tecnico; habilitadores tecnicos; facilitadores; facilitador tecnico; facilitadores tecnicos; viabilizador tecnico; viabilizadores; divida tecnica; debito tecnico',
    TASK: 'tarefa; tarefas; tarefa tecnica; tarefas tecnicas',
    BUG: 'defeito; defeitos; erro; erros',
    REQUIREMENT: 'requisito; requisitos; requisito funcional; requisitos funcionais',
  },
  workPackages: 'pacote de trabalho; pacotes de trabalho',
  areasFollow: true,
  fields: {
    criteria:
      'criterios de aceitacao; criterio de aceitacao; criterios de aceite; criterio de aceite; condicoes de aceitacao; ca; pronto quando; concluido quando; aceite quando; aceito quando; aceito se; condicoes de aceite; criterios de validacao; condicoes de satisfacao; testes de aceitacao; aceite; aceitacao; criterios de satisfacao; esta pronto quando; estara pronto quando; esta pronto se; esta feito quando; esta concluido quando; feito quando; feito se; pronto se; concluido se; terminado quando; ficamos satisfeitos quando; ficamos contentes quando; estamos satisfeitos quando; estamos satisfeitos se; cenarios de aceitacao; cenarios de aceite; criterios',
    points:
      'pontos de historia; pontos; pontos da historia; estimativa (pontos); pontos de esforco; estimativa (sp); esforco (pontos); pontuacao; pontos estimados; pontos de historia estimados; estimativa em pontos',
    estimate: 'estimativa; esforco; tamanho; complexidade',
    priority: 'prioridade; importancia',
    status: 'estado; situacao; status',
    labels: 'etiquetas; rotulos; marcadores',
    dependencies:
      'dependencias; dependencia; depende de; pre-requisitos; bloqueado por; pre-requisito; bloqueada por; depende da; depende do; requer',
    description: 'descricao; objetivo; detalhes; contexto; valor de negocio; valor',
    title: 'titulo; nome; resumo; assunto; elemento; item',
    key: 'identificador; codigo; numero; chave; nº',
    type: 'tipo; tipo de dado; tipo de dados',
    parent: 'epico; funcionalidade; recurso; pai; epico relacionado; pertence a; epico pai',
    role: 'como; papel; perfil; ator; eu como; persona; como um; como uma; como um/uma; eu, como; eu como um',
    want: 'quero; desejo; preciso; eu quero; gostaria de; quero poder; eu desejo; eu preciso; eu gostaria de; gostaria de poder',
    benefit: 'para; para que; beneficio; a fim de; de modo que; para que eu; para que eu possa; para poder',
    tasks: 'tarefas; subtarefas; tarefas tecnicas',
    done: 'definicao de pronto; definicao de feito; criterios de sucesso; criterios de exito; criterios de saida',
    notes:
      'notas; nota; observacoes; comentarios; premissas; fora do escopo; riscos; nao incluido; excluido; ideias futuras; fora de escopo; fora do ambito; notas tecnicas; regras de negocio; observacao; cenarios de teste; cenarios de testes; casos de teste; casos de testes',
    attribute: 'responsavel; equipe; equipa; prazo; data; autor; marco; fonte; sprint; versao',
  },
  parentLinks: 'link; vinculo; vinculado; ligacao; pai; relacionado; associado',
  customFields: 'campo personalizado; campo customizado',
  containers:
    'conhecidos; conhecidas; casos de uso; avancadas; avancados; descricao; descricoes; lista; de; do; da; das; dos; e; produto; resumo; visao geral; detalhe; tabela; backlog do produto; detalhadas; com; mapa; opcionais; adicionais; futuras; futuros; desejaveis; extras; outras; complementares; inicial; iniciais; priorizado; priorizada; priorizadas; prioridade; prioridades; priorizacao; novas; atuais; restantes; planejamento; detalhamento; estimativa; estimativas; finais; aprovadas; principais; chave; por implementar; a implementar; para implementar; a desenvolver; a serem implementadas; a serem implementados',
  timeBoxes:
    'iteracao; fase; marco; semana; mes; trimestre; etapa; entrega; curto prazo; a curto prazo; medio prazo; a medio prazo; longo prazo; a longo prazo; onda',
  relativeTimes:
    'atual; actual; corrente; em andamento; em curso; proxima; proximo; seguinte; anterior; ultima; ultimo; esta; este',
  otherMatters:
    'vantagens; benefícios; historico de alteracoes; historico de revisoes; historico de mudancas; controle de versoes; riscos; objetivos; introducao; contexto; anexo; sumario; historico; historico de versoes; partes interessadas; visao; visao do produto; premissas; restricoes; arquitetura; requisitos nao funcionais; metricas; equipe; cronograma; papeis; escopo; visao geral; participantes; ausentes; pauta; ata; proxima reuniao; proximos passos; ideias; decisoes; registro de decisoes; anexos; perguntas; duvidas; perguntas em aberto; questoes em aberto; encaminhamentos; bloqueios; bloqueadores; impedimentos; pontos em aberto; pontos abertos; dependencias; dependencias externas; dependencias entre equipes; dependencias entre equipas; nao funcionais; nao-funcionais; requisitos nao-funcionais; objetivo da sprint; objetivo do sprint; objetivos da sprint; objetivos de negocio; objetivo do produto; criterios de sucesso; papeis e responsabilidades; estrategia de testes; plano de testes; modelo de dados; plano de comunicacao; regras de negocio; objetivos de aprendizagem; situacao atual; estado atual do sistema; estado atual do produto; links uteis; links de referencia; referencias; recursos necessarios; notas importantes; observacoes importantes; conclusao; conclusoes; consideracoes finais; decisoes pendentes; decisoes a tomar',
  closedMatters:
    'glossario; personas; fora do escopo; definicao de pronto; legenda; nao incluido; etiquetas; tipos de itens; tipos de tarefas',
  interfaces: 'telas; ecras; endpoints; endpoints da api; tabelas do banco de dados',
  contents: 'indice',
  framings: 'definicao; definicoes; lista; visao geral; perfil; perfis',
  formats: 'formato; estrutura; modelo; regras; convencoes; padrao',
  productParts: 'glossario; lista de desejos',
  genericHeadings:
    'transversal; transversais; trabalho tecnico; trabalhos tecnicos; temas tecnicos; prioridade alta; prioridade media; prioridade baixa; escopo; geral; outros; requisitos; requisitos funcionais; plano; essencial; desejavel; resumo; visao geral; backlog do produto; deve ter; deveria ter; poderia ter; nao tera; prioridade critica; prioridade maxima; plano de implementacao; plano de desenvolvimento; plano de projeto; plano do projeto; plano de trabalho; plano de entrega; plano de entregas; especificacao; especificacoes; especificacao de requisitos; casos de uso; requisitos de usuario; requisitos do usuario; requisitos do produto; prioridades; iteracoes; escopo funcional; fases; futuro; opcional; opcionais; mais tarde; cenarios de usuario e testes; cenarios do usuario e testes; cenarios de usuario & testes; cenarios de usuario; cenarios do usuario; cenarios de utilizador; cenarios de utilizador e testes; detalhamento',
  belongsTo: 'para; de; do; da',
  articles: 'o; a; este; esta; deste; desta; do; da',
  wholes: 'projeto; projecto; produto; iniciativa',
  teams: 'equipe; equipa',
  roleNames: 'papel; papeis; responsabilidades',
  actors: 'ator; atores; publico-alvo',
  people:
    'usuario; utilizador; cliente; administrador; administradora; convidado; visitante; editor; revisor; vendedor; comprador; moderador; desenvolvedor; testador; estudante; aluno; professor; paciente; funcionario; supervisor; organizador; voluntario; inquilino; proprietario; tecnico',
  sentences: [
    '(?:eu,? )?(?:enquanto |na qualidade de )?como (?:\\S+[ ,]+){1,14}?(?:eu |nos )?(?:quero|desejo|preciso|gostaria|posso|necessito|devo|deveria|queremos|precisamos)',
    'enquanto (?:\\S+[ ,]+){1,14}?(?:quero|desejo|preciso|gostaria|posso)',
  ],
  roles: ['(?:como|enquanto) [^.,]{2,60}'],
  criteriaQuestion:
    'como (?:e que )?(?:sabemos|saberemos|vamos saber|se sabe|saber|vemos|veremos) (?:que|se|quando) (?:ja )?(?:(?:esta|ficou) (?:tudo )?(?:pronto|pronta|feito|feita|concluido|concluida|terminado|terminada)|funciona)',
  given: 'dado; dada; dado que; dados',
  scenarioWhen: 'quando',
  scenarioThen: 'entao',
  scenarioAnd: 'e; mas',
  scenario: 'cenario; exemplo',
  priorities: {
    1: 'urgente; critica; critico; muito alta; essencial; altissima; deve ter',
    2: 'alta; alto; importante; deveria ter',
    3: 'media; medio; normal; poderia ter',
    4: 'baixa; baixo; muito baixa; opcional; desejavel; nao tera; se houver tempo; se der tempo',
  },
  pointUnits: 'pontos; ponto; pts',
  timeUnits: 'horas; hora; dias; dia; semanas; semana; meses',
  labourUnits:
    'pd; d/h; hh; h/h; dias-pessoa; dias-homem; homem-dia; homens-hora; horas de trabalho; dias de trabalho',
  none: 'nenhuma; nenhum; nao se aplica; sem dependencias; nao estimado; nao estimada; sem estimativa; a definir; por definir; a estimar; por estimar; ainda nao estimado; ainda nao estimada',
  noAnswers: 'nao; falso',
  yesAnswers: 'sim; verdadeiro',
  forNow:
    'por enquanto; ainda; de momento; atualmente; previsto; prevista; previstos; previstas; neste; nesta; no; na',
  totals: 'total; soma; subtotal; carga; capacidade; velocidade',
  fillers: 'folga; margem; reserva de capacidade; imprevistos',
  statuses:
    'concluido; concluida; em andamento; pendente; a fazer; feito; feita; cancelado; cancelada; descartado; descartada; em progresso; em refinamento; em detalhamento; em refinacao; pronto para desenvolver; pronta para desenvolver; prontos para desenvolver; prontas para desenvolver; pronta para desenvolvimento; prontos para desenvolvimento; prontas para desenvolvimento; finalizado; finalizada; planejado; planejada; planeado; planeada; bloqueado; bloqueada; em revisao; em teste; em desenvolvimento; nao iniciado; nao iniciada; adiado; adiada; diferido; diferida; postergado; postergada; entregue; aprovado; aprovada; aberto; aberta; fechado; fechada; fazendo; pronto; pronta; prontos; pronto para desenvolvimento; pronto para teste; feitos; feitas; concluidos; concluidas; pendentes; por fazer; para fazer; em espera; em analise; em validacao; em testes; em execucao; em curso; em homologacao; em producao; aguardando; aguardando cliente; aguardando aprovacao; arquivado; arquivada; arquivados; arquivadas; cancelados; canceladas; descartados; descartadas; finalizados; finalizadas; planejados; planejadas; planeados; planeadas; bloqueados; bloqueadas; adiados; adiadas; aprovados; aprovadas; implementado; implementada; implementados; implementadas; rejeitado; rejeitada; rejeitados; rejeitadas; completado; completada; completados; completadas; entregues',
  statusNouns: '',
  dittos: 'o mesmo; idem ao anterior; idem; igual ao anterior; ver acima',
  logs: 'diario; diario de bordo; historico; acompanhamento; registro; registo',
  storyMaps: 'story map; mapa de historias',
  backlogs: 'lista de pendencias',
  unwanted: 'nao tera*',
  exclusions:
    'fora do escopo; fora de escopo; fora do ambito; fora de ambito; nao incluido; exclusoes; retirado do escopo; retirados do escopo; retiradas do escopo; removido do escopo; removidos do escopo; rejeitado; rejeitados; rejeitada; rejeitadas; descartado; descartados; descartada; descartadas; nao neste; nao nesta; nao sera feito; nao vamos fazer',
  additions:
    'adicionado; adicionados; adicionada; adicionadas; acrescentado; acrescentados; acrescimos; adicoes tardias',
  standings:
    'ja feito; ja concluido; concluido; concluidos; concluidas; entregue; entregues; adiado; adiados; adiada; adiadas; talvez; se der tempo; se houver tempo; comprometido; comprometidos; comprometidas; se sobrar tempo',
  foreignColumns:
    'risco; riscos; mitigacao; probabilidade; metrica; indicador; termo; definicao; responsabilidade; marco; decisao; premissa; caso de teste; concorrente; resultado esperado; passos; metodo; variavel; semana; pergunta; resposta; tecnologia; camada; ambiente; capacidade; velocidade; pontos planejados; cor; campo; propriedade; parametro',
  agreedColumns: 'acordado; consenso; final; resultado',
  themeColumns: 'tema; temas',
  needColumns: 'precisa de; necessita; necessita de; apos; depois de; segue',
  problemColumns:
    'gravidade; severidade; impacto; resolucao; causa; causas; solucao; sintoma; recomendacao; consequencia',
  fieldColumns:
    'campo; campos; atributo; atributos; propriedade; propriedades; aspecto; nome do campo; nome do atributo',
  valueColumns: 'valor; valores; conteudo; detalhe; detalhes; descricao',
  levels: 'nivel',
  headings: 'titulo; titulos; cabecalho; cabecalhos',
  equals: 'e; sao; era; eram; foram',
  indefiniteArticles: 'um; uma',
  gherkinHeads: 'funcionalidade; caracteristica; contexto; regra',
  scenarioExamples: 'exemplos; cenarios',
  criterionMarks: 'ca; criterio; criterio de aceitacao; criterio de aceite',
  criterionColumns: '*criteri*; *descricao*; esperado*',
  abbreviations: 'p.ex; ex; aprox; sr; sra; dr; dra',
  storyRoles: 'como; eu como; enquanto',
  storyRoleEnds: '',
  storyWants: 'quero; eu quero; desejo; gostaria de',
  storyBenefits: 'para que; a fim de',
  wishes: 'preciso; eu preciso; posso; eu posso',
  technical: '*tecnic*',
  business: 'negocio',
  durations: 'duracao; tempo',
  endings: 's; es',
  qualifiers: 'principais; principal; chave; essenciais; detalhados; iniciais; preliminares; destaques',
  placeholders: 'titulo; nome',
  defects: 'defeito; defeitos',
  undecided: 'por definir; a definir; por determinar; a determinar; a completar; nao definido; nao definidos',
  enablerTypes: {
    INFRASTRUCTURE: '*infraestru*',
    TECHNICAL_DEBT: '*divida tecnica*; *debito tecnico*; *refatora*',
    RESEARCH: '*pesquisa*; *investigaca*',
    ARCHITECTURE: '*arquitet*; *arquitect*',
  },
  enablerSubjects: {
    INFRASTRUCTURE:
      'ambiente de test*; ambiente de homologacao; copia de seguranca; copias de seguranca; servidor*; rede; redes internas; hospedagem web; hospedagem do site; monitoramento; monitorizacao; centro de dados; implantacao',
    TECHNICAL_DEBT: 'limpeza de codigo; limpeza do codigo; limpar o codigo; codigo morto; codigo legado',
    RESEARCH: 'viabilidade; avaliar; comparar; comparativo; prova de conceito',
  },
  ands: 'e',
  alongWith: 'com',
  theirs: 'seus; os; respectivos',
  possessives: '',
  dependsBehind: '',
  each: 'cada',
  all: 'todos; todas; todos os; todas as',
  equalsBehind: '',
  listEntries: 'marcador; marcadores; entrada; entradas; ponto; pontos; topico; topicos; linha; linhas',
  boardCards:
    'cartao; cartoes; card; cards; ficha; fichas; item; itens; ticket; tickets; elemento; elementos',
  tableRows: 'linha; linhas',
  placesBelow: 'abaixo; aqui; em; no; na; sob; do; da',
  ors: 'ou',
  upTo: 'a; ate',
  prepositions: 'de; do; da; sobre; para; com; por; em',
  goesOn: 'antes; depois; que; das; dos; ate; a; durante',
  following: 'seguintes; estas; estes',
  dealtWith:
    'discutid*; revistas; revisad*; estimad*; acordad*; selecionad*; escolhid*; identificad*; refinad*; tratad*; vistas; vistos; propost*; levantad*; apresentad*',
  speaksAbout:
    'por que; exemplo; exemplos; descartad*; rejeitad*; fechad*; resolvid*; nao; outro; outra; outros; outras; corrigid*; anteriores; modelo; modelos; numero; regras',
  agendaPoints: 'ponto de pauta',
  plurals:
    'epicos; funcionalidades; recursos; historias; estorias; habilitadores; facilitadores; viabilizadores; tarefas; defeitos; erros; requisitos; temas',
  unchangedPlurals: '',
  numbers: 'nº; n°; num; numero',
  identifiers: 'identificador; chave',
  names: 'titulo; nome',
  codes: 'codigo; cod; cod.',
  references: 'ver; veja',
  issues: 'chamado; chamados; tiquete',
  numerals: 'um; dois; tres; quatro; cinco; seis',
  qualities:
    'usabilidade; acessibilidade; manutenibilidade; manutencao; escalabilidade; confiabilidade; fiabilidade; disponibilidade; portabilidade; compatibilidade; interoperabilidade; extensibilidade; testabilidade; eficiencia; desempenho; seguranca; implantacao; atualizacoes',
  disciplines: 'infraestrutura; qualidade do código; qualidade de código; melhorias',
  retrospectives: 'retrospectiva',
  firmMatters: 'riscos; glossario; premissas; legenda',
  plans:
    'lista de tarefas; plano de projeto; plano de implementacao; plano de desenvolvimento; plano de trabalho; lista de funcionalidades',
  noPlans:
    'regras; *objetivos*; riscos; modelo; reuniao; ata; *fora do mvp*; *nao sera implementad*; *nao serao implementad*',
  releaseNotes:
    'notas da versao; notas de versao; notas de lancamento; registro de alteracoes; historico de versoes',
  planTerms: 'historias; requisitos; priorizacao; iteracoes',
  managing: 'gestao; gerenciamento; administracao',
  documentTerms: 'resumo; lista; legenda; riscos; dependencias; cronograma; tabela; modelo',
  overviews: 'especificacao; matriz; especificacoes; matrizes',
  priorityHeadings: 'prioridade; deve ter; deveria ter; poderia ter; nao tera',
  subordinates: 'sub*',
  parts:
    'funcao; modulo; subsistema; componente; area; grupo de funcionalidades; microsservico; microservico; micro-servico; servico; projeto; entregavel',
  productPages: 'instalacao; primeiros passos; inicio rapido; uso; licenca; como contribuir; implantacao',
  personNeeds: 'objetivos; necessidades; perspectiva',
  personEndings: 's; es',
  about: 'aprox; aprox.',
  pointSigns: 'pts; pontos de historia; ponto de historia',
  difficulties: 'dificuldade; nivel de dificuldade',
  textLabels: 'descricao',
  pointScales: 'fibonacci; pontos de historia',
  stages: 'sprint; fase; sprints; fases; semana; semanas; mes; meses; trimestre',
  badges: 'novo',
  toCome: 'futuro; futura; em breve',
  modals: 'deve; deveria; poderia',
  obligations: 'deve; devem; devera; deverao',
  permissions: 'pode; podem; podera; poderao',
  statedSubjects:
    'o sistema; a aplicacao; o aplicativo; o app; a plataforma; o software; o produto; o site; o usuario; os usuarios; o utilizador; os utilizadores; um usuario',
  subjectsBehind: '',
  keyPrefixes: {
    EPIC: 'epico',
    STORY: 'hu',
    REQUIREMENT: 'rf',
  },
  openPrefixes: 'rf',
  spacedPrefixes: 'hu; rf',
} satisfies LanguageWords;
