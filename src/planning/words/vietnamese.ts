import type { LanguageWords } from './language.ts';

export const vietnamese = {
  work: {
    EPIC: 'su thi',
    FEATURE: 'tinh nang; chuc nang',
    STORY: 'cau chuyen nguoi dung; user story; cau chuyen; chuyen nguoi dung',
    ENABLER: 'yeu to ho tro; enabler ky thuat; no ky thuat',
    TASK: 'nhiem vu; cong viec; tac vu',
    BUG: 'loi',
    REQUIREMENT: 'yeu cau; yeu cau chuc nang',
  },
  fields: {
    criteria:
      'tieu chi chap nhan; tieu chi nghiem thu; dieu kien chap nhan; tieu chuan chap nhan; dieu kien nghiem thu; tieu chuan nghiem thu; hoan thanh khi; dieu kien hoan thanh; tieu chi hoan thanh',
    points: 'diem; diem story; so diem; diem uoc luong; story point',
    estimate: 'uoc luong; uoc tinh; do lon; no luc; do phuc tap',
    priority: 'do uu tien; uu tien; muc uu tien; muc do uu tien',
    status: 'trang thai; tinh trang',
    labels: 'nhan; the',
    dependencies: 'phu thuoc; phu thuoc vao; dieu kien tien quyet; tien de',
    description: 'mo ta; muc tieu; chi tiet; boi canh; noi dung',
    title: 'tieu de; ten; ten chuc nang; ten tinh nang; ten story',
    key: 'ma; so; stt; ma so; ma us; ma story',
    type: 'loai; kieu',
    parent: 'thuoc ve; cha; thuoc epic; epic cha',
    role: 'la; vai tro; voi vai tro; tac nhan',
    want: 'toi muon; muon',
    benefit: 'de; loi ich; de ma; nham',
    tasks: 'nhiem vu; cong viec con; cong viec',
    notes: 'ghi chu; luu y; nhan xet; gia dinh; ngoai pham vi; cau hoi mo; ghi chu ky thuat; rui ro',
    attribute: 'nguoi phu trach; phu trach; nhom; ngay; han; tac gia; nguon; sprint; phien ban',
  },
  containers: 'mo ta; danh sach; bang; tong quan; va; san pham; chi tiet; cac; product backlog; tong hop',
  timeBoxes: 'giai doan; tuan; thang; quy; moc; dot; pha',
  otherMatters:
    'rui ro; muc tieu; thuat ngu; gioi thieu; boi canh; phu luc; muc luc; lich su thay doi; lich su phien ban; cac ben lien quan; tam nhin; gia dinh; rang buoc; cau hoi mo; ngoai pham vi; kien truc; yeu cau phi chuc nang; vai tro; doi ngu; pham vi; nguoi tham du; thanh phan tham du; vang mat; chuong trinh hop; bien ban; cuoc hop tiep theo; cac buoc tiep theo; y tuong; quyet dinh; lich trinh; cau hoi; khong lam; tai lieu tham khao; dinh nghia hoan thanh',
  genericHeadings:
    'cong viec ky thuat; uu tien cao; uu tien trung binh; uu tien thap; chung; khac; yeu cau; yeu cau chuc nang; can lam; dang lam; hoan thanh; tong quan; tom tat; ke hoach',
  belongsTo: 'cho; cua; thuoc',
  articles: 'nay',
  teams: 'nhom',
  sentences: [
    '(?:voi (?:tu cach|vai tro)(?: la)?|la|nhu)(?: mot)? .{2,80}?,? ?(?:toi|minh|chung toi) (?:muon|can|co the|mong muon)',
  ],
  given: 'cho; biet; gia su; voi dieu kien',
  whenThen: 'khi; thi; va; nhung',
  scenario: 'kich ban; tinh huong; vi du',
  priorities: {
    1: 'khan cap; rat cao; nghiem trong; bat buoc; cao nhat',
    2: 'cao; quan trong',
    3: 'trung binh; binh thuong; vua',
    4: 'thap; rat thap; tuy chon',
  },
  pointUnits: 'diem',
  timeUnits: 'gio; ngay; tuan; thang',
  none: 'khong; khong co; chua uoc luong',
  totals: 'tong; tong cong',
} satisfies LanguageWords;
