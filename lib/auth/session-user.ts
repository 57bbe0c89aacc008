import { getServerSession } from "next-auth";
import type { UserActor } from "@/lib/domain/actor";
import { currentUser } from "@/lib/users/current-user";
import { authOptions } from "./options";

declare module "next-auth" {
  interface Session {
    userId?: string | undefined;
  }
}

/** Whoever is signed in by the request's cookie, as the database knows them now; null when nobody is. */
export async function sessionUser(): Promise<UserActor | null> {
  const session = await getServerSession(authOptions());
  return session?.userId ? currentUser(session.userId) : null;
}
