import BookOpen from "@lucide/svelte/icons/book-open";
import ChartColumn from "@lucide/svelte/icons/chart-column";
import CircleQuestionMark from "@lucide/svelte/icons/circle-question-mark";
import FileCheck from "@lucide/svelte/icons/file-check-2";
import History from "@lucide/svelte/icons/history";
import House from "@lucide/svelte/icons/house";
import ListChecks from "@lucide/svelte/icons/list-checks";
import Network from "@lucide/svelte/icons/network";
import Settings from "@lucide/svelte/icons/settings";
import type { Component } from "svelte";

import type { PageName } from "../state/route";
import { capital } from "../text";

/** A page, as the rail and the palette name it. */
export interface Place {
  page: PageName;
  label: string;
  icon: Component;
}

/** The pages of the month's work. A unit with none below has nobody to ask. */
export const workPlaces = (unitsBelow: string): Place[] => [
  { page: "tong-quan", label: "Tổng quan", icon: House },
  { page: "nhiem-vu", label: "Nhiệm vụ", icon: ListChecks },
  { page: "chi-tieu", label: "Chỉ tiêu", icon: ChartColumn },
  ...(unitsBelow === "" ? [] : [{ page: "cap-duoi" as const, label: capital(unitsBelow), icon: Network }]),
  { page: "bao-cao", label: "Báo cáo", icon: FileCheck },
];

/** The pages that are there when they are needed. */
export const OTHER_PLACES: Place[] = [
  { page: "ke-hoach", label: "Kế hoạch", icon: BookOpen },
  { page: "nhat-ky", label: "Nhật ký", icon: History },
  { page: "cai-dat", label: "Cài đặt", icon: Settings },
  { page: "tro-giup", label: "Trợ giúp", icon: CircleQuestionMark },
];
