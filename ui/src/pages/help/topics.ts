import type { PageName } from "../../lib/state/route";

/** One section of the guide. */
export interface Topic {
  /** In the address; that of a page is the page's own name, so that F1 finds it. */
  id: PageName | "bat-dau" | "bieu-nhan-duoc" | "trang-thai" | "phim-tat" | "khi-co-loi";
  title: string;
  /** In a sentence or two: what it is for. */
  about: string;
  /** What to do, one after the other. */
  steps?: string[];
  /** What else is good to know. */
  notes?: string[];
  /** Pictures of the real page, by file name without its size. */
  pictures?: { name: string; shows: string }[];
}

/** The guide, in the order in which a person meets it. */
export const TOPICS: Topic[] = [
  {
    id: "bat-dau",
    title: "Bắt đầu",
    about:
      "Sổ Đề án 06 giúp cơ quan biết mình chủ trì, phối hợp việc nào của kế hoạch, ghi kết quả từng tháng, lấy số của cấp dưới và xuất báo cáo trước ngày 15.",
    steps: [
      "Lần đầu mở, gõ tên cơ quan (không cần dấu), chọn đúng đơn vị rồi bấm “Bắt đầu dùng sổ”. Kế hoạch năm 2024 của Thành phố đã có sẵn.",
      "Vào Cài đặt: thêm người thực hiện, ghi người ký, nơi nhận.",
      "Mỗi tháng: điền Nhiệm vụ và Chỉ tiêu, thu biểu của cấp dưới, kiểm tra và xuất ở trang Báo cáo.",
    ],
    notes: [
      "Kỳ báo cáo chọn ở góc trên bên phải. Số liệu của kỳ tính từ ngày 15 tháng trước đến ngày 14 của tháng báo cáo.",
      "Chương trình tự lưu từng ô, không cần bấm Lưu. Không dùng mạng; mọi thứ nằm trong một thư mục trên máy (xem ở Cài đặt).",
    ],
  },
  {
    id: "tong-quan",
    title: "Tổng quan",
    about:
      "Một trang để biết kỳ này đang ở đâu: còn mấy ngày, việc gì nên làm tiếp, việc nào quá hạn, ai chưa gửi.",
    steps: [
      "Xem “Việc nên làm tiếp”: mỗi dòng bấm vào là đến đúng chỗ.",
      "Bấm vào một con số hoặc một trạng thái để mở danh sách nhiệm vụ đã lọc sẵn.",
    ],
    pictures: [{ name: "tong-quan", shows: "Trang Tổng quan" }],
  },
  {
    id: "nhiem-vu",
    title: "Nhiệm vụ",
    about:
      "Danh sách việc của kế hoạch mà đơn vị chủ trì hoặc phối hợp, và chỗ trả lời “năm rõ” cho từng việc.",
    steps: [
      "Chọn một nhiệm vụ trong danh sách. Bên cạnh hiện nguyên văn kế hoạch và chỗ điền.",
      "Trả lời lần lượt: rõ người, rõ việc, rõ tiến độ, rõ kết quả, rõ trách nhiệm. Phần còn thiếu được ghi ngay tại ô.",
      "Việc giống tháng trước đã mang sang sẵn; nếu không đổi, bấm “Giữ nguyên cho kỳ này”.",
      "Muốn giao việc cho nhiều nhiệm vụ một lúc, đánh dấu các dòng rồi chọn người ở thanh phía dưới.",
    ],
    notes: [
      "“Đã hoàn thành” cần số, ký hiệu văn bản là sản phẩm; nếu không có, hãy ghi lý do.",
      "Vai trò chương trình hiểu chưa đúng thì mở nhiệm vụ, xem “Vì sao có tên đơn vị?” và chọn lại.",
    ],
    pictures: [
      { name: "nhiem-vu", shows: "Danh sách nhiệm vụ" },
      { name: "nhiem-vu-mo", shows: "Một nhiệm vụ đang mở" },
    ],
  },
  {
    id: "chi-tieu",
    title: "Chỉ tiêu",
    about: "Nhập tử số và mẫu số như trong Excel; tỷ lệ, đạt hay chưa đạt do chương trình tính.",
    steps: [
      "Chọn ô rồi gõ: số mới thay số cũ. Nhấn Enter xuống dòng, Tab sang ô bên, F2 để sửa trong ô, Esc để bỏ chữ vừa gõ.",
      "Từ Excel: chép cả khối (tử số, mẫu số, ghi chú), chọn ô đầu rồi nhấn Ctrl + V. Nếu khối có cột số chỉ tiêu (1.1, 1.5a…) ở đầu, từng dòng tự tìm đúng chỗ.",
      "Chỗ nào chưa chắc hoặc không vừa, chương trình cho xem trước rồi mới dán. Ctrl + Z lấy lại cả khối.",
      "Không có trường hợp nào trong kỳ: nhấn Alt + 0 để ghi “không phát sinh”.",
    ],
    notes: [
      "Ô trống là chưa có số; số 0 là đã đếm và bằng không; “không phát sinh” là trong kỳ không có việc ấy. Ba điều này khác nhau trong báo cáo.",
      "Dấu chấm ngăn hàng nghìn: 1.234. Khối dán có “1,234” được đọc là 1.234 và báo để kiểm tra lại.",
      "Phải xử lý: sửa, hoặc nêu lý do mới gửi được. Cảnh báo: nhiều khả năng gõ nhầm. Nhắc: nên ghi thêm.",
      "“Cả năm” cho xem các tháng cạnh nhau.",
    ],
    pictures: [
      { name: "chi-tieu", shows: "Nhập chỉ tiêu" },
      { name: "chi-tieu-ca-nam", shows: "Chỉ tiêu các tháng trong năm" },
    ],
  },
  {
    id: "cap-duoi",
    title: "Lấy số của cấp dưới",
    about: "Phát cho mỗi đơn vị cấp dưới một tệp Excel, thu về, xem và duyệt; số tự cộng vào chỉ tiêu.",
    steps: [
      "Chọn nội dung hỏi, rồi bấm “Phát biểu mẫu”: mỗi đơn vị có một tệp. Gửi các tệp ấy đi.",
      "Tệp gửi về để chung một thư mục, bấm “Thu biểu từ thư mục”. Chương trình nói tệp nào nhận, tệp nào từ chối và sai ở ô nào.",
      "Mở từng đơn vị để xem, bấm “Duyệt” hoặc “Trả lại”. Tệp trả lại đã tô màu, ghi chú sẵn ô cần sửa.",
    ],
    notes: [
      "Thu lại cùng một tệp không đổi gì. Tệp mới hơn chỉ đổi những ô khác nhau, và cho xem trước sau.",
      "Ở trang Chỉ tiêu, “Vì sao có số này?” liệt kê từng nơi góp bao nhiêu.",
    ],
    pictures: [{ name: "cap-duoi", shows: "Các đơn vị cấp dưới" }],
  },
  {
    id: "bieu-nhan-duoc",
    title: "Khi được cấp trên hỏi",
    about: "Đơn vị được hỏi nhận một tệp Excel từ cấp trên.",
    steps: [
      "Điền thẳng vào tệp bằng Excel, LibreOffice hoặc WPS rồi gửi lại; hoặc mở tệp ấy trong chương trình.",
      "Trong chương trình: điền Nhiệm vụ và Chỉ tiêu được hỏi, rồi bấm “Xuất biểu gửi lên”.",
    ],
    notes: [
      "Đừng đổi tên trang tính, đừng xóa cột. Có lỡ sắp xếp hoặc chèn dòng thì chương trình vẫn đọc được.",
    ],
  },
  {
    id: "bao-cao",
    title: "Báo cáo",
    about: "Kiểm tra còn thiếu gì, xem trước như sẽ in, xuất bản nháp để trình và bản chính thức để gửi.",
    steps: [
      "Xem danh sách còn thiếu; bấm vào từng dòng để đến chỗ điền.",
      "Bấm “Xem trước khi in” để đọc đúng chữ, đúng trang. Bấm “So với kỳ khác” để xem kỳ này đổi gì so với tháng trước.",
      "Soát xong, bấm “Đánh dấu đã soát”. Nếu sau đó có người sửa, trang sẽ báo.",
      "Ghi số và ngày báo cáo (để trống nếu văn thư ghi), rồi “Xuất bản nháp” hoặc “Xuất báo cáo chính thức”.",
    ],
    notes: [
      "Bản chính thức khóa kỳ lại và được giữ nguyên như lúc gửi. Muốn sửa, bấm “Mở lại” và nêu lý do.",
      "Biểu tượng tấm khiên ở “Các lần đã xuất” kiểm tra bản lưu còn nguyên như lúc gửi rồi mới mở.",
      "Thành phố gửi mẫu riêng: bấm “Điền vào mẫu của Thành phố”. Chương trình điền vào một bản sao, không đụng công thức và định dạng.",
    ],
    pictures: [
      { name: "bao-cao", shows: "Trang Báo cáo" },
      { name: "bao-cao-xem-truoc", shows: "Báo cáo xem trước như sẽ in" },
    ],
  },
  {
    id: "ke-hoach",
    title: "Kế hoạch",
    about: "Nguyên văn kế hoạch đang dùng, những chỗ kế hoạch tự mâu thuẫn, và các bản trước.",
    steps: [
      "Có kế hoạch mới: kéo tệp Excel vào cửa sổ, hoặc bấm “Nhập kế hoạch từ Excel”.",
      "Xem trước: cột nào hiểu là gì, khác bản trước ở đâu. Cột hiểu sai thì chọn lại, rồi lưu.",
    ],
    notes: ["Nhập kế hoạch mới không làm mất những gì đã điền; bản cũ vẫn xem được."],
    pictures: [{ name: "ke-hoach", shows: "Trang Kế hoạch" }],
  },
  {
    id: "nhat-ky",
    title: "Nhật ký",
    about: "Ai đã sửa gì, lúc nào, trước và sau. Nhật ký chỉ ghi thêm, không sửa, không xóa.",
    steps: ["Lọc theo người, loại việc, số nhiệm vụ, ngày; hoặc gõ từ cần tìm, không cần dấu."],
    pictures: [{ name: "nhat-ky", shows: "Trang Nhật ký" }],
  },
  {
    id: "cai-dat",
    title: "Cài đặt",
    about: "Đơn vị, người thực hiện, người ký, nơi nhận, ký hiệu báo cáo, ngày chốt số liệu và hạn nộp.",
    steps: [
      "Thêm người thực hiện để giao việc và chọn nhanh tên khi điền. Ai là lãnh đạo thì đánh dấu, để chọn làm người ký.",
      "Sửa nơi nhận, kính gửi, mỗi nơi một dòng; bấm “Lưu cài đặt”.",
    ],
    pictures: [{ name: "cai-dat", shows: "Trang Cài đặt" }],
  },
  {
    id: "trang-thai",
    title: "Các trạng thái",
    about: "Mỗi trạng thái có một tên và một hình, ở đâu cũng gọi như nhau.",
  },
  {
    id: "phim-tat",
    title: "Phím tắt",
    about:
      "Mọi việc đều làm được bằng bàn phím. Nhấn F1 để xem hướng dẫn của trang đang mở, nhấn ? để xem các phím.",
  },
  {
    id: "khi-co-loi",
    title: "Khi có lỗi",
    about: "Thông báo nào cũng nói đã xảy ra điều gì và nên làm gì. Vài trường hợp hay gặp:",
    notes: [
      "“Tệp đang mở trong Excel”: đóng tệp ấy trong Excel rồi làm lại.",
      "“Chưa lưu được”: chữ vừa gõ vẫn còn trên màn hình. Kiểm tra ổ đĩa còn chỗ rồi bấm “thử lại”.",
      "“Không phải biểu của kỳ này, đơn vị này”: tệp gửi nhầm. Xin lại đúng tệp.",
      "“Kỳ đã gửi”: vào trang Báo cáo, bấm “Mở lại” và nêu lý do.",
      "“Dữ liệu ghi bằng phiên bản mới hơn”: cài bản chương trình mới nhất.",
    ],
  },
];

/** The section for a page of the program; the first where it has none of its own. */
export const topicOf = (id: string | null): Topic =>
  TOPICS.find((topic) => topic.id === id) ?? (TOPICS[0] as Topic);
