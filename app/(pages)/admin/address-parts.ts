import { z } from "zod";
import { NEW } from "@/components/admin/admin-address";
import { type AddressPart, inWords } from "../read-address";

/** A part of a text that the list is narrowed by. */
export const textPart = (what: string): AddressPart<string> => ({
  form: z.string().trim().min(1).max(200),
  expected: `at most 200 characters of ${what}`,
  instead: "The list is not narrowed by it.",
});

export const oneOfPart = <const T extends string>(choices: readonly T[]): AddressPart<T> => ({
  form: z.enum(choices),
  expected: `one of ${inWords(choices)}`,
  instead: "The list is not narrowed by it.",
});

export const PAGE: AddressPart<number> = {
  form: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .transform(Number),
  expected: "the number of a page",
  instead: "The first page is shown.",
};

export const OPEN: AddressPart<string> = {
  form: z.union([z.literal(NEW), z.uuid()]),
  expected: `an id, or ${NEW}`,
  instead: "None is opened.",
};
