import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test.each(['1단계', '2단계: 결제', '1期', '3阶段：上线'])(
  '“%s” over rows of tasks is a phase and no item',
  (phase) => {
    const text = `# 앱\n\n## ${phase}\n\n| ID | 작업 | 포인트 |\n|---|---|---|\n| T1 | 장바구니 구현 | 3 |\n| T2 | 결제 모듈 연동 | 5 |\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY 장바구니 구현', 'STORY 결제 모듈 연동']);
  },
);

test('“2단계 인증” is what a product does', () => {
  const text = '# 앱\n\n## 2단계 인증\n\n- Story: 코드 입력\n- Story: 기기 저장\n';
  expect(treeOf(readingOf(text))[0]).toBe('FEATURE 2단계 인증');
});

test('points are counted in Chinese too: “（3个故事点）”', () => {
  const reading = readingOf(
    '- **史诗1：点餐**\n  - 用户故事1.1：筛选菜品（3个故事点）\n  - 用户故事1.2：收藏菜品（2个故事点）\n',
  );
  expect(itemTitled(reading, '筛选菜品').storyPoints).toBe(3);
});
