import type { ReactNode } from "react";
import { Shell } from "@/components/shell/shell";
import { ZoneReporter } from "@/components/shell/zone-reporter";
import { ClockProvider } from "@/components/ui/clock";
import { sessionUser } from "@/lib/auth/session-user";
import { SignOut } from "../sign-out";
import { hasLookup, navigationOf } from "./navigation";
import { StatusCornerOf } from "./status-corner-of";
import { viewerZone } from "./viewer-zone";

/** The frame of all pages behind sign-in; a page decides itself who may see it. */
export default async function PagesLayout({ children }: { children: ReactNode }) {
  const [user, zone] = await Promise.all([sessionUser(), viewerZone()]);
  if (!user) return children;
  const account = {
    name: user.name,
    email: user.email,
    organisation: user.organisation.name,
    roles: user.roles,
  };
  return (
    <ClockProvider zone={zone} serverNowMs={Date.now()}>
      <Shell
        items={navigationOf(user)}
        hasLookup={hasLookup(user)}
        status={<StatusCornerOf user={user} />}
        account={account}
        signOut={<SignOut />}
      >
        <ZoneReporter zone={zone} />
        {children}
      </Shell>
    </ClockProvider>
  );
}
