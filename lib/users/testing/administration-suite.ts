import { desc } from "drizzle-orm";
import type { Author } from "@/lib/audit/author";
import { audit } from "@/lib/db/schema";
import { openTestDatabase } from "@/lib/db/test-database";
import type { Role } from "@/lib/domain/actor";
import { createOrganisation } from "../create-organisation";
import { currentUser } from "../current-user";
import { inviteUser } from "../invite-user";
import { signInWithPassword } from "../sign-in-with-password";

export const consoleAuthor: Author = { kind: "console", command: "test" };

let people = 0;
/** An e-mail address that nobody has. */
export const fresh = () => `person-${people++}@x.example`;

/** For suites: a maker with one administrator, and a fleet. */
export async function openAdministrationSuite(environment: Parameters<typeof openTestDatabase>[0]) {
  const suite = await openTestDatabase(environment);
  let numbers = 0;
  const next = () => numbers++;
  const invite = (roles: Role[] = ["operator"], organisation = "Maker", email = fresh()) =>
    inviteUser(consoleAuthor, { email, name: `Person ${email}`, organisation, roles }, suite.db);
  const asAuthor = async (id: string): Promise<Author> => {
    const user = await currentUser(id, suite.db);
    if (!user) throw new Error("Expected a user.");
    return user;
  };
  await createOrganisation(consoleAuthor, { name: "Maker", kind: "maker" }, suite.db);
  await createOrganisation(consoleAuthor, { name: "Fleet", kind: "fleet" }, suite.db);
  const { id: adminId } = await invite(["admin"]);
  return {
    ...suite,
    adminId,
    admin: await asAuthor(adminId),
    /** Another number each time. */
    next,
    invite,
    asAuthor,
    lastEntry: async () => (await suite.db.select().from(audit).orderBy(desc(audit.id)).limit(1))[0],
    signIn: (email: string, password: string) =>
      signInWithPassword({ email, password, address: `10.2.0.${next()}` }, suite.db),
  };
}
export type AdministrationSuite = Awaited<ReturnType<typeof openAdministrationSuite>>;
