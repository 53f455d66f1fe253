from __future__ import annotations

from django.urls import URLPattern, path

from .views import copies, documents, notice, overview, register, requests, retention, trail, wordings

public: list[URLPattern] = [path("privacy/", notice.notice, name="notice")]
work: list[URLPattern] = [
    path("", overview.overview, name="list"),
    path("register/", register.register, name="register"),
    path("register/add/", register.add_purpose, name="add-purpose"),
    path("register/<str:key>/", register.purpose, name="purpose"),
    path("register/<str:key>/change/", register.change_purpose, name="change-purpose"),
    path("register/<str:key>/decide/", register.decide_purpose, name="decide-purpose"),
    path("organisations/add/", register.add_organisation, name="add-organisation"),
    path("organisations/<str:key>/change/", register.change_organisation, name="change-organisation"),
    path("risks/add/", register.add_risk, name="add-risk"),
    path("risks/<str:key>/change/", register.change_risk, name="change-risk"),
    path("record/", documents.record, name="record"),
    path("record/record.pdf", documents.record_pdf, name="record-pdf"),
    path("record/record.csv", documents.record_csv, name="record-csv"),
    path("dpia/", documents.dpia, name="dpia"),
    path("dpia/assessment.pdf", documents.dpia_pdf, name="dpia-pdf"),
    path("dpia/write/", documents.write_dpia, name="write-dpia"),
    path("dpia/advice/", documents.advise, name="advise"),
    path("dpia/sign-off/", documents.sign_off, name="sign-off"),
    path("wordings/", wordings.wordings, name="wordings"),
    path("wordings/add/", wordings.add_wording, name="add-wording"),
    path("wordings/begin/", wordings.begin_wordings, name="begin-wordings"),
    path("wordings/form/", wordings.consent_form, name="consent-form"),
    path("consents/", wordings.record_consents, name="record-consents"),
    path("requests/", requests.requests, name="requests"),
    path("requests/add/", requests.add_request, name="add-request"),
    path("requests/<int:number>/", requests.one_request, name="request"),
    path("people/", requests.find, name="find-person"),
    path("people/<str:seat>/", requests.person, name="person"),
    path("people/<str:seat>/copy/", requests.copy, name="copy"),
    path("people/<str:seat>/erase/", requests.erase, name="erase"),
    path("copy/", copies.study_copy, name="study-copy"),
    path("copy/make/", copies.make_study_copy, name="make-study-copy"),
    path("retention/", retention.retention, name="retention"),
    path("retention/<str:kind>/", retention.decide_retention, name="decide-retention"),
    path("trail/", trail.trail, name="trail"),
    path("trail/verify/", trail.verify, name="verify"),
]
