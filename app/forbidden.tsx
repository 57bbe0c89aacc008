import Link from "next/link";
import { NoPermission } from "@/components/states/states";
import { buttonLook } from "@/components/ui/button";
import { SignOut } from "./sign-out";

export default function Forbidden() {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center">
      <h1 className="sr-only">No access</h1>
      <NoPermission />
      <div className="flex gap-2">
        <Link className={buttonLook()} href="/">
          Go to your first page
        </Link>
        <SignOut />
      </div>
    </main>
  );
}
