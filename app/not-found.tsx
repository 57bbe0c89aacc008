import type { Metadata } from "next";
import Link from "next/link";
import { Empty } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { sessionUser } from "@/lib/auth/session-user";
import PagesLayout from "./(pages)/layout";

export const metadata: Metadata = { title: "Nothing here" };

/** Answers every address that no page has: inside the frame for who is signed in, without it for others. */
export default async function NotFound() {
  const user = await sessionUser();
  if (!user)
    return (
      <main className="flex min-h-dvh flex-col items-center justify-center">
        <NothingHere href="/sign-in" action="Sign in" />
      </main>
    );
  return (
    <PagesLayout>
      <NothingHere href="/" action="Go to your first page" />
    </PagesLayout>
  );
}

function NothingHere({ href, action }: { href: string; action: string }) {
  return (
    <Empty
      title="There is nothing here"
      isPage
      className="min-h-96"
      action={
        <Link href={href} className={buttonLook()}>
          {action}
        </Link>
      }
    >
      No page has this address. It may have been mistyped or cut short.
    </Empty>
  );
}
