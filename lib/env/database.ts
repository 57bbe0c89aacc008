import { z } from "zod";
import { readEnvironment } from "./read";

const DatabaseEnvironment = z.object({
  SLIPSTREAM_DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "expected postgres://…"),
});

/** Address of PostgreSQL, for whichever process asks it. */
export const readDatabaseUrl = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string => readEnvironment(DatabaseEnvironment, environment).SLIPSTREAM_DATABASE_URL;
