import postgres from "postgres";

/**
 * Gives the logins of these addresses their passwords, and the right to sign in.
 * @param ownerUrl of the database's owner.
 * @param urls one of each login, with user and password.
 * @throws Error when the server cannot be reached or an address has no password.
 */
export async function ensureLogins(ownerUrl: string, urls: readonly string[]): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    for (const url of urls) {
      const { username, password } = new URL(url);
      if (username === "" || password === "")
        throw new Error("Expected postgres://user:password@… for each login of the database.");
      const [statement] = await owner<{ text: string }[]>`
        select format('alter role %I login password %L', ${decodeURIComponent(username)}::text,
          ${decodeURIComponent(password)}::text) as text`;
      if (statement) await owner.unsafe(statement.text);
    }
  } finally {
    await owner.end({ timeout: 5 });
  }
}
