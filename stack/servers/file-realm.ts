import { pbkdf2Sync, randomBytes } from "node:crypto";

/** Passwords are 256 random bits: stretching would add nothing, and each new connection would pay for it. */
const ROUNDS = 1_000;

/** A password in the form of Elasticsearch's file realm: PBKDF2 with HMAC-SHA512, 32 bytes of salt and of key. */
export function hashPassword(password: string, salt = randomBytes(32)): string {
  const key = pbkdf2Sync(password, salt, ROUNDS, 32, "sha512");
  return `{PBKDF2}${ROUNDS}$${salt.toString("base64")}$${key.toString("base64")}`;
}

/** Contents of the files `users` and `users_roles`: every user has the role of the same name. */
export function renderUsers(passwords: Readonly<Record<string, string>>): {
  users: string;
  usersRoles: string;
} {
  const names = Object.keys(passwords);
  return {
    users: Object.entries(passwords)
      .map(([name, password]) => `${name}:${hashPassword(password)}\n`)
      .join(""),
    usersRoles: names.map((name) => `${name}:${name}\n`).join(""),
  };
}
