/** Text that holds JSON: written by `toJson`, read by the parse function of its noun. */
export type JsonText = string;

interface ActorColumns<Prefix extends string> {
  kind: `${Prefix}_kind`;
  id: `${Prefix}_id`;
  name: `${Prefix}_name`;
}
/** Who did something, in three columns that begin alike. */
export type WithActor<Prefix extends string> = {
  [Column in ActorColumns<Prefix>[keyof ActorColumns<Prefix>]]: string;
};
