import { headers } from "next/headers";
import { forbidden, redirect } from "next/navigation";
import type { UserActor } from "@/lib/domain/actor";
import { mayUse, type PageKey } from "./access";
import { sessionUser } from "./session-user";

/**
 * The signed-in user of a page, given its entry of the access table. Sends others to sign in (and back afterwards);
 * whose roles do not cover the page gets 403.
 */
export async function requireActor(page: PageKey): Promise<UserActor> {
  const user = await sessionUser();
  if (!user) {
    const path = (await headers()).get("x-slipstream-path");
    redirect(path && path !== "/" ? `/sign-in?from=${encodeURIComponent(path)}` : "/sign-in");
  }
  if (!mayUse(user, page)) forbidden();
  return user;
}
