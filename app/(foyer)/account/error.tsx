"use client";

export { Failure as default } from "@/components/page/failure";
