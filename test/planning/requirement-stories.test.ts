import { expect, test } from 'vitest';
import { readingOf } from './reading.ts';

test('a numbered requirement over the sentence of a story is that story, in Korean too', () => {
  const requirement = (number: number, title: string, wish: string): string =>
    `### 요구사항 ${number}: ${title}\n\n**사용자 스토리:** 손님으로서, ${wish} 그래야 편합니다.\n\n#### 인수 기준\n\n1. 목록이 보인다.\n2. 오류가 없다.\n\n`;
  const text = `# 요구사항 문서\n\n## 요구사항\n\n${requirement(1, '선석 보기', '빈 선석을 볼 수 있어야 합니다.')}${requirement(2, '선석 예약', '선석을 예약하기를 바랍니다.')}${requirement(3, '예약 취소', '예약을 취소하고자 합니다.')}`;
  expect(
    readingOf(text).items.map(({ kind, title, acceptanceCriteria }) => [
      kind,
      title,
      acceptanceCriteria.length,
    ]),
  ).toEqual([
    ['STORY', '선석 보기', 2],
    ['STORY', '선석 예약', 2],
    ['STORY', '예약 취소', 2],
  ]);
});

test('a label “Requirement” beside the story of a heading is a field of it', () => {
  const text =
    '# Orders\n\n## Ward\n\n### Order a panel\n\n**Requirement:** The system shall take orders.\n\n**User story:** As a physician, I want to order a panel.\n\n**Acceptance criteria:**\n\n- By organ\n- By name\n';
  const [story, ...others] = readingOf(text).items.filter(({ kind }) => kind === 'STORY');
  expect(others).toEqual([]);
  expect(story).toMatchObject({ title: 'Order a panel', acceptanceCriteria: ['By organ', 'By name'] });
  expect(story?.description).toContain('shall take orders');
});

test.each([
  [
    'Requisito',
    'Historia de usuario',
    'Criterios de aceptación',
    'Como socio, quiero ver los amarres para elegir uno.',
  ],
  ['需求', '用户故事', '验收标准', '作为会员，我希望看到空闲的泊位，这样我就能选择一个。'],
  ['要件', 'ユーザーストーリー', '受け入れ基準', '会員として、空きバースを見たい。'],
])(
  'a numbered “%s” without a name is called as the sentence behind “%s”',
  (word, label, criteria, sentence) => {
    const text = `# ${word}\n\n### ${word} 1\n\n**${label}：** ${sentence}\n\n#### ${criteria}\n\n1. A, b.\n2. C.\n\n### ${word} 2\n\n**${label}:** ${sentence.replace(/.$/, ' 2$&')}\n\n#### ${criteria}\n\n1. D.\n`;
    expect(readingOf(text).items).toMatchObject([
      { kind: 'STORY', title: sentence, attributes: {}, acceptanceCriteria: ['A, b.', 'C.'] },
      { kind: 'STORY', attributes: {}, acceptanceCriteria: ['D.'] },
    ]);
  },
);
