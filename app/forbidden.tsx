import Link from "next/link";
import { LookupField } from "@/components/lookup/lookup-field";
import { NoPermission } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { sessionUser } from "@/lib/auth/session-user";
import PagesLayout from "./(pages)/layout";
import { hasLookup } from "./(pages)/navigation";
import { SignOut } from "./sign-out";

/** Says that a page is for others: inside the frame for who is signed in, whose own pages are one step away. */
export default async function Forbidden() {
  const user = await sessionUser();
  if (!user)
    return (
      <main className="flex min-h-dvh flex-col items-center justify-center">
        <NotForYou />
      </main>
    );
  return (
    <PagesLayout>
      <div className="mx-auto flex max-w-xl flex-col gap-6 py-10">
        <NotForYou />
        {hasLookup(user) ? <LookupField /> : null}
      </div>
    </PagesLayout>
  );
}

function NotForYou() {
  return (
    <div className="flex flex-col items-center">
      <h1 className="sr-only">No access</h1>
      <NoPermission />
      <div className="flex gap-2">
        <Link className={buttonLook({ kind: "primary" })} href="/">
          Go to your first page
        </Link>
        <SignOut />
      </div>
    </div>
  );
}
