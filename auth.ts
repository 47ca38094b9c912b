/** Auth.js's functions, at the path where its documentation has them: docs/authjs.md. */
export { auth } from "@/lib/auth/nextauth/auth";
export { handlers } from "@/lib/auth/nextauth/handlers";
export { signIn } from "@/lib/auth/nextauth/sign-in";
export { signOut } from "@/lib/auth/nextauth/sign-out";
