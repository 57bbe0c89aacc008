import { type Author, requireMaker } from "@/lib/audit/author";

/**
 * Lets pass the maker's platform engineers and administrators, and the console.
 * @throws AppError `forbidden` for all others.
 */
export function requireRepairer(author: Author): void {
  const isAdmin = author.kind === "user" && author.roles.includes("admin");
  requireMaker(author, isAdmin ? "admin" : "platform");
}
