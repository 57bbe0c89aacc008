import { z } from "zod";
import type { SignIn } from "@/lib/users/sign-in-with-password";

/** Control characters are typed by nobody, and PostgreSQL does not take all of them. */
const Typed = z.string().regex(/^\P{Cc}*$/u);
const Credentials = z.object({ email: Typed, password: Typed });
type Credentials = z.infer<typeof Credentials>;

/** What came of typed credentials; whatever is no text anybody could type is refused without being tried. */
export async function tryCredentials(
  credentials: unknown,
  attempt: (typed: Credentials) => Promise<SignIn>,
): Promise<SignIn> {
  const typed = Credentials.safeParse(credentials);
  return typed.success ? attempt(typed.data) : { kind: "refused" };
}

/** The answer that next-auth expects: whom it is, null when refused. @throws Error `slow-down:SECONDS`. */
export function answerOf(signIn: SignIn): { id: string } | null {
  switch (signIn.kind) {
    case "signed-in":
      return { id: signIn.userId };
    case "refused":
      return null;
    case "slow-down":
      throw new Error(`slow-down:${signIn.retryAfterSeconds}`);
  }
}
