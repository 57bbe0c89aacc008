import { z } from "zod";
import type { AddressPart } from "./read-address";

/** Which page of a list. */
export const PAGE_NUMBER: AddressPart<number> = {
  form: z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number),
  expected: "the number of a page",
  instead: "The first page is shown.",
};
