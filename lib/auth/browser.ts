"use client";

import { signIn, signOut } from "next-auth/react";
import { IDENTITY_PROVIDER } from "./identity-provider-id";

/** Tries e-mail and password. Returns null on success, else the fault's code (`CredentialsSignin`, `slow-down:7`). */
export async function tryPassword(email: string, password: string): Promise<string | null> {
  const answer = await signIn("credentials", { email, password, redirect: false });
  return answer?.ok && !answer.error ? null : (answer?.error ?? "unknown");
}

/** Leaves for the identity provider, and comes back to `path`. */
export const goToIdentityProvider = async (path: string): Promise<void> => {
  await signIn(IDENTITY_PROVIDER, { callbackUrl: path });
};

/** Ends the session in this browser and shows the sign-in page. */
export const endSession = async (): Promise<void> => {
  await signOut({ callbackUrl: "/sign-in" });
};
