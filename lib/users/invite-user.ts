import type { z } from "zod";
import type { Author } from "@/lib/audit/author";
import { type Database, database } from "@/lib/db/client";
import { type CreateUserInput, createUser } from "./create-user";
import { makePassword } from "./make-password";

/**
 * Makes a user with a first password, which is returned here and never again; they are asked to choose their own.
 * @throws AppError as `createUser` does.
 */
export async function inviteUser(
  author: Author,
  input: Omit<z.input<typeof CreateUserInput>, "password" | "isGivenPassword">,
  db: Database = database(),
): Promise<{ id: string; password: string }> {
  const password = makePassword();
  return { id: await createUser(author, { ...input, password, isGivenPassword: true }, db), password };
}
