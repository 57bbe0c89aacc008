import { z } from "zod";
import { COMPONENT_KINDS, VEHICLE_TYPES } from "@/lib/domain/master-data";
import { readPattern } from "./checks/pattern/read-pattern";

const Pattern = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .superRefine((source, context) => {
    const read = readPattern(source);
    if (read.kind === "fault")
      context.addIssue({ code: "custom", message: `at character ${read.at + 1}: expected ${read.expected}` });
  });
const Word = z.string().trim().min(1).max(60);

/** What may be changed of a model; its code stays, for files name it. */
export const MODEL_FIELDS = {
  name: z.string().trim().min(1).max(120),
  vehicleType: z.enum(VEHICLE_TYPES),
  hardwareGeneration: Word,
  batteryWh: z.number().int().min(50).max(5_000),
  motor: Word,
  wheelMm: z.number().int().min(200).max(1_000),
  reportEverySeconds: z
    .number()
    .int()
    .min(10)
    .max(7 * 86_400),
  /** In the language of `readPattern`; null where frame numbers have no form of their own. */
  framePattern: Pattern.nullable(),
  serialPatterns: z
    .partialRecord(z.enum(COMPONENT_KINDS), Pattern)
    .transform((patterns): Record<string, string> => ({ ...patterns })),
  /** Null: any. */
  firmwares: z.array(Word).max(500).nullable(),
  builtFrom: z.iso.date().nullable(),
  builtTo: z.iso.date().nullable(),
};

export const ModelCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9._/-]{0,39}$/, "expected 1 to 40 letters, digits, dots, dashes and slashes");

/** @throws never; for schemas: a model is not built until before it is built. */
export const isForward = ({
  builtFrom,
  builtTo,
}: {
  readonly builtFrom?: string | null | undefined;
  readonly builtTo?: string | null | undefined;
}): boolean => !builtFrom || !builtTo || builtFrom <= builtTo;
