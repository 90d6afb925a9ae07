"""The capabilities that plans of this field ask for, as the seed of the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

# The types that the Law on Libraries (46/2019/QH14, article 9) names and plans of a province reach.
LIBRARIES: Final = (
    "public_library",
    "reading_room",
    "university_library",
    "special_library",
    "armed_forces_library",
    "school_library",
    "vocational_library",
    "other_education_library",
    "community_library",
    "private_library",
)
PUBLIC_LIBRARIES: Final = ("public_library", "reading_room", "community_library")
MUSEUMS: Final = ("museum", "memorial_house", "exhibition_house")
CULTURE: Final = ("culture_centre", "culture_house")


class Seed(NamedTuple):
    """One capability: code, names, kinds of institutions asked, and whether it is a work in stages."""

    code: str
    name_vi: str
    name_en: str
    kinds: tuple[str, ...]
    staged: bool = False


SEEDS: Final = (
    Seed(
        "library.lifelong_service",
        "Có dịch vụ phục vụ học tập suốt đời",
        "Serves lifelong learning",
        LIBRARIES,
    ),
    Seed(
        "library.digital",
        "Ứng dụng công nghệ thông tin và chuyển đổi số trong công việc thư viện",
        "Applies information technology and digital transformation",
        LIBRARIES,
    ),
    Seed(
        "library.lifelong_model",
        "Mô hình thư viện học tập suốt đời",
        "Model library of lifelong learning",
        PUBLIC_LIBRARIES,
        True,
    ),
    Seed("library.electronic_model", "Mô hình thư viện điện tử", "Electronic library", LIBRARIES, True),
    Seed("library.digital_model", "Mô hình thư viện số", "Digital library", LIBRARIES, True),
    Seed("library.internet", "Có kết nối Internet", "Is connected to the Internet", LIBRARIES),
    Seed("library.linked", "Liên thông với thư viện khác", "Is linked with other libraries", LIBRARIES),
    Seed(
        "library.facilities",
        "Cơ sở vật chất, trang thiết bị được nâng cấp",
        "Rooms and equipment renewed",
        PUBLIC_LIBRARIES,
    ),
    Seed(
        "library.new_building",
        "Dự án trụ sở thư viện mới",
        "Project of a new library building",
        ("public_library",),
        True,
    ),
    Seed(
        "library.post_points",
        "Luân chuyển sách đến điểm bưu điện - văn hóa xã",
        "Rotates books to the communes' post and culture points",
        ("public_library",),
    ),
    Seed(
        "school.mobile_library",
        "Được xe thư viện lưu động phục vụ thí điểm",
        "Pilot school of the mobile library",
        ("school",),
    ),
    Seed(
        "school.electronic_account",
        "Có tài khoản thư viện điện tử",
        "Holds an account of the electronic library",
        ("school",),
    ),
    Seed(
        "museum.education_programme",
        "Có chương trình giáo dục của bảo tàng",
        "Has an education programme",
        MUSEUMS,
    ),
    Seed("museum.digital_display", "Có trưng bày trên không gian số", "Displays in digital space", MUSEUMS),
    Seed("museum.rank_two", "Bảo tàng đạt hạng II", "Museum of rank II", ("museum",), True),
    Seed("museum.collections", "Bộ sưu tập được kiện toàn", "Collections put in order", MUSEUMS, True),
    Seed(
        "museum.refurbished",
        "Bảo tàng được nâng cấp, chỉnh lý trưng bày",
        "Museum refurbished and displays renewed",
        MUSEUMS,
        True,
    ),
    Seed("museum.exhibition_house", "Có nhà trưng bày", "Has an exhibition house", ("museum",), True),
    Seed("museum.permanent_display", "Có trưng bày cố định", "Has a permanent display", MUSEUMS, True),
    Seed("museum.outdoor_display", "Có trưng bày ngoài trời", "Has an outdoor display", MUSEUMS, True),
    Seed(
        "museum.intangible_data",
        "Có trạm dữ liệu di sản văn hóa phi vật thể",
        "Keeps a data station of intangible heritage",
        MUSEUMS,
    ),
    Seed(
        "culture.regular_groups",
        "Thường xuyên mở lớp, câu lạc bộ, nhóm sở thích",
        "Regularly runs classes, clubs and interest groups",
        CULTURE,
    ),
    Seed(
        "culture.by_age_and_interest",
        "Hoạt động phù hợp từng lứa tuổi và nhóm sở thích",
        "Activities fitted to age and interest",
        CULTURE,
    ),
    Seed(
        "culture.facilities",
        "Cơ sở vật chất thiết chế văn hóa được nâng cấp",
        "Rooms and equipment of culture houses renewed",
        CULTURE,
    ),
    Seed(
        "culture.provincial_centre",
        "Trung tâm văn hóa cấp tỉnh đủ cơ sở vật chất",
        "Provincial culture centre fully equipped",
        ("culture_centre",),
        True,
    ),
    Seed(
        "culture.school_activities",
        "Tổ chức hoạt động cho trường học",
        "Holds activities for schools",
        CULTURE,
    ),
    Seed(
        "programme.midterm_review",
        "Sơ kết Chương trình giữa kỳ",
        "Mid-term review of the programme",
        ("department",),
        True,
    ),
    Seed(
        "programme.final_review",
        "Tổng kết Chương trình",
        "Final review of the programme",
        ("department",),
        True,
    ),
)


class RuleSeed(NamedTuple):
    """A rule that a new installation begins with: `months` of `window` months with at least so much counted, or so many
    `values` of a `dimension` with so much each; see `ProofRule`.
    """

    capability: str
    measure: str
    at_least: int
    months: int
    window: int
    valid_from: date
    legal_basis: str
    dimension: str = ""
    values: int = 0
    together: bool = False


_BASIS: Final = "Quy tắc ban đầu của phần mềm, chờ Sở quyết định"
_SINCE: Final = date(2022, 12, 9)  # the day of Decision 1520/QĐ-TTg
RULES: Final = (
    RuleSeed("culture.regular_groups", "culture.group_sessions", 1, 9, 12, _SINCE, _BASIS),
    # "Phù hợp từng lứa tuổi và nhóm sở thích": several ages came, and several interests were served.
    RuleSeed(
        "culture.by_age_and_interest", "culture.participants", 10, 1, 12, _SINCE, _BASIS, "band", 3, True
    ),
    RuleSeed(
        "culture.by_age_and_interest", "culture.sessions", 3, 1, 12, _SINCE, _BASIS, "interest", 3, True
    ),
    RuleSeed("museum.education_programme", "museum.programmes", 1, 4, 12, _SINCE, _BASIS),
    RuleSeed("library.internet", "library.internet_sessions", 1, 9, 12, _SINCE, _BASIS),
    RuleSeed("library.lifelong_service", "library.skill_classes", 1, 9, 12, _SINCE, _BASIS),
)
