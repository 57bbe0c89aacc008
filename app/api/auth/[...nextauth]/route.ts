import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { answering } from "@/app/api/problem";
import { boundedRequest } from "@/lib/auth/bounded-request";
import { authOptions } from "@/lib/auth/options";

type Context = { params: Promise<{ nextauth: string[] }> };

const answer = (method: "GET" | "POST", request: NextRequest, context: Context): Promise<Response> =>
  answering(`${method} /api/auth/[...nextauth]`, async () =>
    NextAuth(await boundedRequest(request), context, authOptions()),
  );

export const GET = (request: NextRequest, context: Context) => answer("GET", request, context);
export const POST = (request: NextRequest, context: Context) => answer("POST", request, context);
