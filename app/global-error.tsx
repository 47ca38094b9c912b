"use client";

import { lazy } from "react";
import "./globals.css";

/**
 * Stands in for a page that could not be shown, root layout and all. Next loads this file with every
 * page, so that it holds no more than where the rest is.
 */
export default lazy(() => import("@/app/failed-document"));
