import type { z } from "zod";
import type { AddressFault } from "@/components/states/address-note";
import { shown } from "@/lib/domain/faults";

/** The query of a page, as Next passes it. */
export type Search = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One part of an address: the form it has, in words too, and what is shown where it has another. */
export interface AddressPart<T> {
  readonly form: z.ZodType<T>;
  readonly expected: string;
  readonly instead: string;
}

/** Takes the parts of an address one by one; what cannot be understood is as if it were not given, and is told. */
export class AddressReader {
  readonly #search: Search;
  readonly #known: string[] = [];
  readonly #faults: AddressFault[] = [];

  constructor(search: Search) {
    this.#search = search;
  }

  /** An empty part says as little as none. */
  has(name: string): boolean {
    const given = this.#search[name];
    return given !== undefined && given !== "";
  }

  take<T, U>(name: string, { form, expected, instead }: AddressPart<T>, usual: U): T | U {
    this.#known.push(name);
    if (!this.has(name)) return usual;
    const given = this.#search[name];
    const parsed = form.safeParse(given);
    if (parsed.success) return parsed.data;
    this.tell({ part: name, expected, got: given, instead });
    return usual;
  }

  tell({ got, ...fault }: Omit<AddressFault, "got"> & { readonly got: unknown }): void {
    this.#faults.push({ ...fault, got: shown(got) });
  }

  /** What was told, and the names that are no part of this address. */
  faults(): AddressFault[] {
    const foreign = Object.keys(this.#search).filter((name) => !this.#known.includes(name));
    if (foreign.length === 0) return this.#faults;
    const expected = `only ${inWords(this.#known)}`;
    const got = shown(foreign.join(", "));
    return [...this.#faults, { part: "names of its parts", expected, got, instead: "They are left out." }];
  }
}

/** "15, 30 or 50" */
export const inWords = (choices: readonly (string | number)[]): string =>
  choices.join(", ").replace(/, ([^,]*)$/, " or $1");
