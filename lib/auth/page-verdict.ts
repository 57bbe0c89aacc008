import type { NextRequest } from "next/server";
import { getToken } from "next-auth/jwt";
import { currentUser } from "@/lib/users/current-user";
import { accessTo, mayUse, pageAt } from "./access";
import { isReadablePath } from "./readable-path";
import { webSettings } from "./settings";

type PageVerdict = "go" | "nothing" | "sign-in" | "forbidden";

/** Whether a page may be begun: a status cannot be changed once its first bytes are sent. The page itself asks again. */
export async function pageVerdict(request: NextRequest): Promise<PageVerdict> {
  if (!isReadablePath(request.nextUrl.pathname)) return "nothing";
  const page = pageAt(request.nextUrl.pathname);
  if (page === null || accessTo(page) === "public") return "go";
  const token = await getToken({ req: request, secret: webSettings().NEXTAUTH_SECRET });
  const user = token?.sub ? await currentUser(token.sub) : null;
  if (!user) return "sign-in";
  return mayUse(user, page) ? "go" : "forbidden";
}
