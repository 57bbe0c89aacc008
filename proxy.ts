import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "@/lib/auth/content-security-policy";
import { pageVerdict } from "@/lib/auth/page-verdict";
import { isReadablePath } from "@/lib/auth/readable-path";
import { withoutEmptyParts } from "@/lib/auth/without-empty-parts";

/** No page has it, and it can be read, unlike what was asked for. */
const NOWHERE = "/nothing-here";

/** Gives each page its policy and nonce, and sends away who may not see it before its first byte. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl;
  if (pathname.startsWith("/api/")) return isReadablePath(pathname) ? NextResponse.next() : unreadable();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development");
  const answer = await answerTo(request, nonce, policy);
  answer.headers.set("Content-Security-Policy", policy);
  return answer;
}

async function answerTo(request: NextRequest, nonce: string, policy: string): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl;
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-slipstream-path", pathname + search);
  switch (await pageVerdict(request)) {
    case "go":
      return pageAt(request, headers);
    case "nothing":
      return NextResponse.rewrite(new URL(NOWHERE, request.url), { request: { headers } });
    case "sign-in": {
      const target = new URL("/sign-in", request.url);
      if (pathname !== "/") target.searchParams.set("from", pathname + search);
      return NextResponse.redirect(target, 307);
    }
    case "forbidden":
      return NextResponse.rewrite(new URL("/not-permitted", request.url), {
        status: 403,
        request: { headers },
      });
  }
}

/** Forms send their empty fields too: what says nothing is left out of the address before it is shown or shared. */
function pageAt(request: NextRequest, headers: Headers): NextResponse {
  const { pathname, search } = request.nextUrl;
  const left = withoutEmptyParts(search);
  return request.method === "GET" && left !== search
    ? NextResponse.redirect(new URL(pathname + left, request.url), 307)
    : NextResponse.next({ request: { headers } });
}

/** What a route of the API would say of an address that no route can be found for. */
function unreadable(): NextResponse {
  const detail = "path: expected percent signs that encode UTF-8 text";
  const problem = { type: "/api-docs#problem-invalid", title: "Not understood", status: 400, detail };
  const headers = { "content-type": "application/problem+json", "cache-control": "no-store" };
  return NextResponse.json(problem, { status: 400, headers });
}

/**
 * Pages, whatever their last part looks like. Routes of the API answer for themselves unless their path is encoded, which
 * no upload's is: uploads must not be buffered here.
 */
export const config = {
  matcher: ["/((?!api/|_next/|basemap/|.*\\.[a-z0-9]+$).*)", "/bikes/:path*", "/api/(.*%.*)"],
};
