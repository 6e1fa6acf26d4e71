import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test.each([
  ['User Scenarios & Testing *(mandatory)*', 'Acceptance Scenarios'],
  ['Benutzerszenarien & Tests *(Pflicht)*', 'Akzeptanzszenarien'],
  ['Scénarios utilisateur et tests *(obligatoire)*', "Scénarios d'acceptation"],
  ['Escenarios de usuario y pruebas *(obligatorio)*', 'Escenarios de aceptación'],
  ['Cenários de usuário e testes *(obrigatório)*', 'Cenários de aceitação'],
  ['Scenari utente e test *(obbligatorio)*', 'Scenari di accettazione'],
  ["Gebruikersscenario's en tests *(verplicht)*", "Acceptatiescenario's"],
  ['Scenariusze użytkownika i testy *(obowiązkowe)*', 'Scenariusze akceptacyjne'],
  ['Пользовательские сценарии и тестирование *(обязательно)*', 'Сценарии приёмки'],
  ['Kullanıcı Senaryoları ve Testler *(zorunlu)*', 'Kabul Senaryoları'],
  ['Kịch bản người dùng & Kiểm thử *(bắt buộc)*', 'Kịch bản chấp nhận'],
  ['Användarscenarier och tester *(obligatoriskt)*', 'Acceptansscenarier'],
  ['Brugerscenarier og test', 'Acceptscenarier'],
  ['Brukerscenarioer og testing', 'Akseptansescenarioer'],
  ['ユーザーシナリオとテスト *(必須)*', '受け入れシナリオ'],
  ['用户场景与测试 *(必填)*', '验收场景'],
  ['사용자 시나리오 및 테스트 *(필수)*', '인수 시나리오'],
])('“%s” names no piece of the product, and “%s” are criteria', (heading, label) => {
  const text = `# Harbour\n\n## ${heading}\n\n### User Story 1 - Reserve a boat (Priority: P1)\n\nSoon.\n\n**${label}**:\n\n1. A boat is shown\n2. It is mine\n\n### User Story 2 - Pay\n\nSoon.\n\n## Cart\n\n### User Story 3 - Row\n\nSoon.\n`;
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat', 'STORY Pay', 'FEATURE Cart', 'STORY Row < Cart']);
  expect(itemTitled(reading, 'Reserve a boat').acceptanceCriteria).toEqual(['A boat is shown', 'It is mine']);
});

test.each([
  'Criteria',
  'Kriterien',
  'Critères',
  'Criterios',
  'Critérios',
  'Criteri',
  'Kryteria',
  'Критерии',
  'Kriterler',
  'Kriterier',
  'Tiêu chí',
])('“%s” below a story are its criteria', (label) => {
  const [story] = readingOf(`## Story: Pay\n\nSoon.\n\n**${label}**\n\n- [x] By card\n- [ ] In cash\n`).items;
  expect(story?.acceptanceCriteria).toEqual(['By card', 'In cash']);
});
