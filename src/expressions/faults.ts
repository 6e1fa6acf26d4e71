import type { ASTNode, ParseError as CelError } from '@marcbachmann/cel-js';
import { expressionLimits } from './limits.ts';

/** What the library says about an expression that does not work. Its words are for those who know its insides. */
export type CelFault = Pick<CelError, 'code' | 'range'>;

/** What is wrong with an expression as a sentence, and at which character. */
export function explainFault(source: string, fault: CelFault | undefined, node?: ASTNode): string {
  if (fault === undefined) return 'This is no expression that works.';
  const { range } = fault;
  const piece = `\`${range === undefined ? source.trim() : source.slice(range.start, range.end)}\``;
  const sentence = sentences[fault.code];
  const said = typeof sentence === 'function' ? sentence(piece, node) : (sentence ?? 'this does not work');
  const at = range === undefined ? '' : `, at character ${range.start + 1}`;
  return `${said.slice(0, 1).toUpperCase()}${said.slice(1)}${at}.`;
}

/** What stands where the expression has ended. */
const nothing = '``';

type Sentence = string | ((piece: string, node: ASTNode | undefined) => string);

const notTogether: Sentence = (piece) =>
  `the values in ${piece} are of kinds that do not go together: string(), double() and int() convert`;
const noBoolean: Sentence = (piece) => `${piece} has to be true or false, and is something else`;
const noNumber: Sentence = (piece) => `${piece} cannot be made from that value`;
const unreadable =
  (what: string): Sentence =>
  (piece) =>
    `${piece} is no ${what}`;
const wrongEscape: Sentence = (piece) => `${piece} stands for no character: a backslash is written as two`;

/** By the library's codes. */
const sentences: Readonly<Record<string, Sentence>> = {
  // what is not there
  no_such_key: (piece, node) => missingField(node) ?? `there is no ${piece}`,
  index_out_of_bounds: (piece) => `${piece} lies beyond the end of the list`,
  index_out_of_range: (piece) => `${piece} lies beyond the end`,
  unknown_variable: (piece) => `${piece} is nothing that an expression can use: it has input and steps`,
  no_matching_overload: (piece) =>
    `${piece} calls no function that there is, or with values that it does not take`,
  optional_value_missing: 'an optional value is not there',
  // kinds of values
  no_such_overload: notTogether,
  invalid_comparison_type: notTogether,
  incompatible_ternary_branches: 'both sides of : have to give the same kind of value',
  invalid_condition_type: noBoolean,
  invalid_logical_operand: noBoolean,
  invalid_comprehension_range: (piece) => `${piece} has to be a list or a map`,
  invalid_list_element_type: (piece) => `${piece} works on lists of texts`,
  invalid_index_type: (piece) => `${piece} cannot be looked up by that kind of key`,
  bool_conversion_error: noNumber,
  int_conversion_error: noNumber,
  uint_conversion_error: noNumber,
  double_conversion_error: noNumber,
  // calculating
  division_by_zero: (piece) => `${piece} divides by zero`,
  modulo_by_zero: (piece) => `${piece} divides by zero`,
  numeric_overflow: (piece) => `${piece} gives a number that is too large`,
  invalid_timestamp: (piece) => `${piece} needs a time such as "2030-01-31T09:00:00Z"`,
  invalid_duration: (piece) => `${piece} needs a duration such as "90s" or "1h30m"`,
  invalid_regular_expression: (piece) => `${piece} has a pattern that is none`,
  // writing
  unexpected_token: (piece) => (piece === nothing ? 'it ends too early' : `${piece} was not expected here`),
  expected_token: (piece) => `a bracket is not closed${piece === nothing ? '' : ` before ${piece}`}`,
  unexpected_character: (piece) => `${piece} was not expected here`,
  reserved_identifier: (piece) => `${piece} is a word that cannot be used as a name`,
  unterminated_string: 'a text is opened here and not closed',
  unterminated_triple_quoted_string: 'a text is opened here and not closed',
  newline_in_string: 'a text in single quotes ends on its line',
  invalid_number: unreadable('number'),
  invalid_integer: unreadable('number'),
  invalid_hex_integer: unreadable('number'),
  invalid_exponent: unreadable('number'),
  invalid_escape_sequence: wrongEscape,
  invalid_unicode_escape: wrongEscape,
  invalid_unicode_surrogate: wrongEscape,
  invalid_hex_escape: wrongEscape,
  invalid_octal_escape: wrongEscape,
  octal_escape_out_of_range: wrongEscape,
  bytes_unicode_escape: wrongEscape,
  invalid_macro_argument: (piece) =>
    `${piece} is not what can stand here: has() takes a field, such as has(input.name)`,
  limit_exceeded: `it has more than ${expressionLimits.nodes} parts, or is nested deeper than ${expressionLimits.depth}`,
};

/** As in: `input.a.b` has no field `c`. */
function missingField(node: ASTNode | undefined): string | null {
  const access = node === undefined ? null : keyOf(node);
  if (access === null) return null;
  const of = pathOf(access.of);
  const what = of === null ? 'the value' : `\`${of}\``;
  return `${of === 'input' ? 'the input' : what} has no field \`${access.key}\``;
}

/** A field as it is written in an expression; null where it is worked out. */
function pathOf(node: ASTNode): string | null {
  if (node.op === 'id') return node.args;
  const access = keyOf(node);
  const of = access === null ? null : pathOf(access.of);
  return access === null || of === null ? null : `${of}.${access.key}`;
}

/** What is looked up by a key that stands in the expression, and that key. */
export function keyOf(node: ASTNode): { readonly of: ASTNode; readonly key: string } | null {
  if (node.op === '.' || node.op === '.?') return { of: node.args[0], key: node.args[1] };
  if (node.op !== '[]' && node.op !== '[?]') return null;
  const [of, index] = node.args;
  return index.op === 'value' && typeof index.args === 'string' ? { of, key: index.args } : null;
}
