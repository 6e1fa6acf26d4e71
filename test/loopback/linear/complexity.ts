import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** Of one query. */
export const mostComplexity = 10_000;
const defaultPage = 50;

/** How complex a query is, by Linear's rule: 0.1 a property, 1 an object, and a list as often as its page is long. */
export function complexityOf(document: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
  const fragments = new Map(
    document.definitions
      .filter((each): each is FragmentDefinitionNode => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const operations = document.definitions.filter(
    (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
  );

  function selectionCost({ selections }: SelectionSetNode, page: number): number {
    let cost = 0;
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) cost += selectionCost(fragment.selectionSet, page);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        cost += selectionCost(selection.selectionSet, page);
      } else if (selection.selectionSet === undefined) {
        cost += 0.1;
      } else if (selection.name.value === 'nodes') {
        cost += page * (1 + selectionCost(selection.selectionSet, defaultPage));
      } else {
        const first = selection.arguments?.find((argument) => argument.name.value === 'first')?.value;
        const length =
          first?.kind === Kind.INT
            ? Number(first.value)
            : first?.kind === Kind.VARIABLE
              ? Number(variables[first.name.value] ?? defaultPage)
              : defaultPage;
        cost += 1 + selectionCost(selection.selectionSet, length);
      }
    }
    return cost;
  }

  const cost = operations.reduce((sum, each) => sum + selectionCost(each.selectionSet, defaultPage), 0);
  return Math.ceil(cost);
}
