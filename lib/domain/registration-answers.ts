import { z } from "zod";

/** What the API takes and answers about registrations; the API document is made from these. */

/** Most bikes of one JSON request, and most bytes of one file. */
export const REGISTRATION_LIMITS = { rows: 1_000, fileBytes: 10 * 1024 * 1024, openFiles: 50 } as const;

const MODES = ["dry-run", "register"] as const;

export const RegistrationBody = z.strictObject({
  plant: z.string().min(1).max(64).describe("code of one of your plants, or its id"),
  mode: z.enum(MODES).describe("dry-run: checked only, nothing is stored"),
  rows: z
    .array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]).describe("the column's value")))
    .min(1)
    .max(REGISTRATION_LIMITS.rows)
    .describe(
      "bikes: values by column (bike_id, frame_number, model, produced_on, motor_serial, battery_serial, …)",
    ),
});

/** Of a file in the body. */
export const RegistrationQuery = z.strictObject({
  plant: z.string().min(1).max(64).describe("code of one of your plants, or its id"),
  mode: z.enum(MODES).describe("dry-run: checked only, nothing is stored"),
  file: z.string().min(1).max(200).default("upload").describe("name of the file, for people"),
  columns: z
    .string()
    .max(2_000)
    .optional()
    .describe(
      "what each column tells, with commas and in their order, - for one that tells nothing; without it by their names",
    ),
});

export const RegistrationStateQuery = z.strictObject({
  page: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, "expected a whole number from 1")
    .transform(Number)
    .default(1)
    .meta({ type: "integer", minimum: 1 })
    .describe("of failed rows, 100 each"),
});

const Time = z.iso.datetime().describe("ISO 8601, UTC");
const Count = z.number().int();
const Found = z.object({
  column: z.string().nullable().describe("null for what is wrong with the row as a whole"),
  reason: z.string().describe("what is wrong, as a word"),
  severity: z.enum(["error", "warning"]).describe("a warning does not keep the bike from being registered"),
  expected: z.string().describe("what would have been taken"),
  got: z.string().describe("what came instead"),
  hint: z.string().describe("what to do"),
  suggestion: z.string().optional().describe("the value that was probably meant"),
});
const Findings = z.array(Found).describe("what is wrong with the row, or to be known of it");
const counts = {
  registered: Count.describe("of a dry run: would be"),
  unchanged: Count.describe("registered before with the same values"),
  failed: Count.describe("not taken"),
};

const Id = z.uuid().describe("of the registration");
const Mode = z.enum(MODES).describe("as it was asked for");

export const RegistrationReport = z.object({
  id: Id,
  mode: Mode,
  ...counts,
  rows: z
    .array(
      z.object({
        row: Count.describe("place in the request, from 0"),
        outcome: z.enum(["registered", "unchanged", "failed"]).describe("what became of it"),
        findings: Findings,
      }),
    )
    .describe("all of the request"),
});
export type RegistrationReport = z.infer<typeof RegistrationReport>;

export const RegistrationReceipt = z.object({
  id: Id,
  href: z.string().describe("ask here how far it is"),
});
export type RegistrationReceipt = z.infer<typeof RegistrationReceipt>;

export const RegistrationState = z.object({
  id: Id,
  plant: z.string().describe("code of the plant"),
  mode: Mode,
  state: z.enum(["waiting", "working", "done", "refused", "withdrawn"]).describe("how far it is"),
  fault: z.string().nullable().describe("why it was refused as a whole"),
  file: z.string().describe("its name"),
  created_at: Time.describe("when it came"),
  finished_at: Time.nullable().describe("null until then"),
  rows: Count.nullable().describe("null until the file was read"),
  done: Count.describe("rows that were looked at"),
  ...counts,
  withdrawn: Count.describe("of the registered, bikes that are withdrawn now"),
  to_fix: Count.describe("failed rows whose bikes nothing has registered since"),
  failed_rows: z
    .array(z.object({ row: Count.describe("as a spreadsheet numbers it"), findings: Findings }))
    .describe("those of the page"),
});
export type RegistrationState = z.infer<typeof RegistrationState>;
