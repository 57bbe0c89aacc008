/** One thing that a column may tell, for the viewer to choose. */
export interface ColumnChoice {
  readonly key: string;
  readonly label: string;
  readonly required: boolean;
}

/** What a file's columns were matched to, as the route of files answers. */
export interface MatchAnswer {
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly columns: readonly {
    readonly index: number;
    readonly header: string;
    readonly key: string | null;
    readonly how: string | null;
  }[];
  readonly missing: readonly string[];
  readonly ambiguous: readonly { readonly key: string; readonly indexes: readonly number[] }[];
  readonly warnings: readonly string[];
}

export type FileAnswer<T> =
  | { readonly kind: "done"; readonly value: T }
  | { readonly kind: "failed"; readonly why: string };

export type SendFile = {
  match(file: File, plantId: string): Promise<FileAnswer<MatchAnswer>>;
  check(file: File, plantId: string, columns: readonly (string | null)[]): Promise<FileAnswer<string>>;
};

/** What is wrong with a choice of columns; empty where the file can be checked. */
export function faultsOfChoice(
  chosen: readonly (string | null)[],
  choices: readonly ColumnChoice[],
): string[] {
  const times = (key: string) => chosen.filter((one) => one === key).length;
  return choices.flatMap(({ key, label, required }) => {
    if (times(key) > 1) return [`${label}: expected one column, got ${times(key)}`];
    return required && times(key) === 0 ? [`${label}: expected a column, got none`] : [];
  });
}
