import type { Actor, Role } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";

/** Who changes something: an actor, or somebody at the machine itself, who owns the database anyway. */
export type Author = Actor | { readonly kind: "console"; readonly command: string };

/** How the audit names an author. */
export function nameOfAuthor(author: Author): string {
  switch (author.kind) {
    case "user":
      return `user:${author.id}`;
    case "api-client":
      return `api-client:${author.client.id}`;
    case "console":
      return `console:${author.command}`;
  }
}

/**
 * Lets pass people of the maker who hold `role`, and the console.
 * @throws AppError `forbidden` for all others.
 */
export function requireMaker(author: Author, role: Role): void {
  if (author.kind === "console") return;
  if (author.kind === "user" && author.organisation.kind === "maker" && author.roles.includes(role)) return;
  throw new AppError("forbidden", `Expected role ${role} of the maker.`);
}
