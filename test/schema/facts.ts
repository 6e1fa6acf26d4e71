import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type NamedTypeNode,
  type NameNode,
  parse,
  print,
  type StringValueNode,
} from 'graphql';

const keywords: Readonly<Record<string, string>> = {
  ScalarTypeDefinition: 'scalar',
  ObjectTypeDefinition: 'type',
  InterfaceTypeDefinition: 'interface',
  EnumTypeDefinition: 'enum',
  InputObjectTypeDefinition: 'input',
};

interface Member {
  readonly name: NameNode;
  readonly description?: StringValueNode | undefined;
}

/** What definitions of types have, each kind a part of it. */
interface TypeNode extends Member {
  readonly kind: string;
  readonly interfaces?: readonly NamedTypeNode[] | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
  readonly fields?: readonly (FieldDefinitionNode | InputValueDefinitionNode)[] | undefined;
  readonly values?: readonly Member[] | undefined;
}

/** What a schema says, line by line and without descriptions, so that two can be compared. */
export function factsOf(sdl: string): string[] {
  return typesOf(sdl).flatMap((type) => {
    const name = type.name.value;
    return [
      `${keywords[type.kind]} ${name}`,
      ...(type.interfaces ?? []).map((parent) => `${name} implements ${parent.name.value}`),
      ...(type.directives ?? [])
        .filter((directive) => directive.name.value === 'oneOf')
        .map((directive) => `${name} ${print(directive)}`),
      ...(type.fields ?? []).flatMap((field) => [
        ...valueFacts(`${name}.`, field, ''),
        ...argumentsOf(field).flatMap((arg) => valueFacts(`${name}.${field.name.value}(`, arg, ')')),
      ]),
      ...(type.values ?? []).map((value) => `${name}.${value.name.value}`),
    ];
  });
}

function valueFacts(
  start: string,
  node: FieldDefinitionNode | InputValueDefinitionNode,
  end: string,
): string[] {
  const fact = `${start}${node.name.value}: ${print(node.type)}`;
  const value = 'defaultValue' in node ? node.defaultValue : undefined;
  return value === undefined ? [fact + end] : [fact + end, `${fact} = ${print(value)}${end}`];
}

/** Everything in a schema that has no description. */
export function silentPlacesOf(sdl: string): string[] {
  return typesOf(sdl).flatMap((type) => {
    const name = type.name.value;
    const silent = (node: Member, place: string) => (node.description === undefined ? [place] : []);
    return [
      ...silent(type, name),
      ...(type.fields ?? []).flatMap((field) => [
        ...silent(field, `${name}.${field.name.value}`),
        ...argumentsOf(field).flatMap((arg) => silent(arg, `${name}.${field.name.value}(${arg.name.value})`)),
      ]),
      ...(type.values ?? []).flatMap((value) => silent(value, `${name}.${value.name.value}`)),
    ];
  });
}

function argumentsOf(
  field: FieldDefinitionNode | InputValueDefinitionNode,
): readonly InputValueDefinitionNode[] {
  return ('arguments' in field ? field.arguments : undefined) ?? [];
}

function typesOf(sdl: string): TypeNode[] {
  return parse(sdl).definitions.filter(isType);
}

function isType(node: DefinitionNode): node is DefinitionNode & TypeNode {
  return node.kind in keywords;
}
